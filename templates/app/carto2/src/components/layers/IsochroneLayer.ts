import { GeoJsonLayer } from '@deck.gl/layers';
import type { Isochrone } from 'data/models/isochroneModel';
import type { LayerDefinition } from './layerDefinition';

const isochroneLayer: LayerDefinition<object, { data: Isochrone }> = {
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
