import { CartoLayer } from '@deck.gl/carto';

const aLayer = {
  id: 'aLayer',
  legend: { title: 'Private data' },
  create: (props, { rgb }) =>
    new CartoLayer({
      ...props,
      getFillColor: [...rgb, 160],
      getLineColor: rgb,
      lineWidthMinPixels: 1,
      pointRadiusMinPixels: 4,
    }),
};

export default aLayer;
