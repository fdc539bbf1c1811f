import { GeoJsonLayer } from '@deck.gl/layers';

const isochroneLayer = {
  id: 'isochroneLayer',
  create: ({ id }, { data }) =>
    new GeoJsonLayer({
      id,
      data,
      getFillColor: [18, 70, 123, 50],
      getLineColor: [18, 70, 123],
      lineWidthMinPixels: 2,
    }),
};

export default isochroneLayer;
