import { useEffect } from 'react';
import { addLayer, addSource, removeLayer, removeSource } from '@carto/react-redux';
import { useDispatch } from 'react-redux';
import type { LayerDefinition } from 'components/layers/layerDefinition';
import type { AnyRow, Source } from 'data/source';

interface MapLayerProps<Row> {
  source: Source<Row>;
  layer: Pick<LayerDefinition<Row>, 'id' | 'tooltip' | 'path'>;
  color?: string;
}

/** Keeps a layer and its source on the map while mounted. */
export default function MapLayer<Row = AnyRow>({ source, layer, color }: MapLayerProps<Row>) {
  const dispatch = useDispatch();

  useEffect(() => {
    dispatch(addSource(source));
    dispatch(addLayer({ id: layer.id, source: source.id, layerAttributes: { color } }));
    return () => {
      dispatch(removeLayer(layer.id));
      dispatch(removeSource(source.id));
    };
  }, [dispatch, source, layer, color]);

  return null;
}
