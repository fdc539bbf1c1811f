import { CartoLayer } from '@deck.gl/carto';
import { hexToRgb } from './colors';
import type { FeatureStyle, LayerDefinition } from './layerDefinition';
import { formatMoney } from 'components/common/formatMoney';
import type { Store } from 'data/sources/storesSource';

/** Colors that can be told from light and dark basemaps, and from each other by most people. */
export const STORE_TYPES: Record<string, string> = {
  Supermarket: '#3b7dd8',
  'Discount Store': '#e0523d',
  Hypermarket: '#73387e',
  Drugstore: '#16917f',
  'Department Store': '#f58a3c',
  'Convenience Store': '#9e2100',
  'Warehouse Club': '#39b5c6',
};
/** For types that the data may get one day. */
const OTHER = '#5f6b76';
const typeColors = new Map(
  Object.entries(STORE_TYPES).map(([type, color]) => [type, hexToRgb(color)] as const),
);

const storesLayer: LayerDefinition<Store, { selectedId?: number | null }> = {
  id: 'storesLayer',
  legend: {
    title: 'Store type',
    items: Object.entries(STORE_TYPES).map(([label, color]) => ({ label, color })),
  },
  tooltip: ({ storetype, address, city, revenue }) =>
    `${storetype}\n${address}, ${city}\n${formatMoney(revenue)}`,
  path: ({ cartodb_id: id }) => `/stores/${id}`,
  create: (props, { selectedId }) =>
    new CartoLayer<FeatureStyle<Store>>({
      ...props,
      getFillColor: ({ properties }) => typeColors.get(properties.storetype) ?? hexToRgb(OTHER),
      getLineColor: [255, 255, 255],
      getPointRadius: ({ properties }) => (properties.cartodb_id === selectedId ? 10 : 5),
      lineWidthMinPixels: 1,
      pointRadiusUnits: 'pixels',
      updateTriggers: { ...props.updateTriggers, getPointRadius: selectedId },
    }),
};

export default storesLayer;
