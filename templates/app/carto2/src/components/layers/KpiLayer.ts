import { CartoLayer } from '@deck.gl/carto';
import { formatMoney } from 'components/common/formatMoney';
import type { UsState } from 'data/sources/kpiSource';
import { hexToRgb } from './colors';
import type { FeatureStyle, LayerDefinition } from './layerDefinition';

/** In ascending order; each color applies below its limit. */
const BINS = [
  { limit: 10e6, color: '#d3ece4', label: `Below ${formatMoney(10e6)}` },
  { limit: 50e6, color: '#95cfc0', label: `${formatMoney(10e6)} – ${formatMoney(50e6)}` },
  { limit: 100e6, color: '#52a897', label: `${formatMoney(50e6)} – ${formatMoney(100e6)}` },
  { limit: 500e6, color: '#1f7a6f', label: `${formatMoney(100e6)} – ${formatMoney(500e6)}` },
  { limit: Infinity, color: '#0b4a47', label: `${formatMoney(500e6)} and more` },
];

const UNKNOWN = { color: '#c3c9cf', label: 'Unknown' };

/** Tiles omit NULL values, so the revenue may be undefined. */
export const binOf = (revenue = NaN) => BINS.find(({ limit }) => revenue < limit) ?? UNKNOWN;

const kpiLayer: LayerDefinition<UsState> = {
  id: 'kpiLayer',
  legend: { title: 'Revenue', type: 'bins', items: [...BINS, UNKNOWN] },
  tooltip: ({ name, revenue, stores }) => `${name}\n${formatMoney(revenue)} in ${stores} stores`,
  create: (props) =>
    new CartoLayer<FeatureStyle<UsState>>({
      ...props,
      getFillColor: ({ properties }) => hexToRgb(binOf(properties.revenue).color),
      getLineColor: [255, 255, 255],
      lineWidthMinPixels: 1,
    }),
};

export default kpiLayer;
