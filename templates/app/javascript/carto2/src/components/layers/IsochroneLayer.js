import { GeoJsonLayer } from '@deck.gl/layers';

const isochroneLayer = {
  id: 'isochroneLayer',
  create: ({ id }, { data }) =>
    new GeoJsonLayer({
      id,
      data,
      getFillColor: [47, 128, 237, 50],
      getLineColor: [47, 128, 237],
      lineWidthMinPixels: 2,
    }),
};

export default isochroneLayer;
