import { CartoLayer } from '@deck.gl/carto';
import { hexToRgb } from './colors';
import { formatMoney } from 'components/common/formatMoney';

export const STORE_TYPES = {
  Supermarket: '#12467b',
  'Discount Store': '#d1495b',
  Hypermarket: '#7b4b94',
  Drugstore: '#0b7a6c',
  'Department Store': '#b35c00',
  'Convenience Store': '#2d8fc4',
  'Warehouse Club': '#7a7a00',
};
/** For types that the data may get one day. */
const OTHER = '#5f6b76';
const typeColors = new Map(
  Object.entries(STORE_TYPES).map(([type, color]) => [type, hexToRgb(color)]),
);

const storesLayer = {
  id: 'storesLayer',
  legend: {
    title: 'Store type',
    items: Object.entries(STORE_TYPES).map(([label, color]) => ({ label, color })),
  },
  tooltip: ({ storetype, address, city, revenue }) =>
    `${storetype}\n${address}, ${city}\n${formatMoney(revenue)}`,
  path: ({ cartodb_id: id }) => `/stores/${id}`,
  create: (props, { selectedId }) =>
    new CartoLayer({
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
