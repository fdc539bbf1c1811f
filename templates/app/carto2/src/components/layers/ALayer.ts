import { CartoLayer } from '@deck.gl/carto';
import type { FeatureStyle, LayerDefinition } from './layerDefinition';

const aLayer: LayerDefinition = {
  id: 'aLayer',
  legend: { title: 'Private data' },
  create: (props, { rgb }) =>
    new CartoLayer<FeatureStyle>({
      ...props,
      getFillColor: [...rgb, 160],
      getLineColor: rgb,
      lineWidthMinPixels: 1,
      pointRadiusMinPixels: 4,
    }),
};

export default aLayer;
