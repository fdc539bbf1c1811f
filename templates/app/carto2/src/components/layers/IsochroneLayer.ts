import { GeoJsonLayer } from '@deck.gl/layers';
import type { Isochrone } from 'data/models/isochroneModel';
import type { LayerDefinition } from './layerDefinition';

const isochroneLayer: LayerDefinition<object, { data: Isochrone }> = {
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
