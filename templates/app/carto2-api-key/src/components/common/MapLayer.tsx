import { useEffect } from 'react';
import { addLayer, addSource, removeLayer, removeSource, updateLayer } from '@carto/react-redux';
import { useDispatch } from 'react-redux';
import type { LayerDefinition } from 'components/layers/layerDefinition';
import type { AnyRow, Source } from 'data/source';

interface MapLayerProps<Row, Attributes> {
  source: Source<Row>;
  layer: LayerDefinition<Row, Attributes>;
  color?: string;
  /** What the layer's `create` gets along with the color. Keep it stable between renders. */
  attributes?: NoInfer<Attributes>;
}

/** Keeps a layer and its source on the map while mounted. */
export default function MapLayer<Row = AnyRow, Attributes = Record<string, unknown>>({
  source,
  layer,
  color,
  attributes,
}: MapLayerProps<Row, Attributes>) {
  const dispatch = useDispatch();

  useEffect(() => {
    dispatch(addSource(source));
    return () => {
      dispatch(removeSource(source.id));
    };
  }, [dispatch, source]);

  // A separate effect, so that the source keeps its data and filters when the layer changes.
  useEffect(() => {
    dispatch(addLayer({ id: layer.id, source: source.id }));
    return () => {
      dispatch(removeLayer(layer.id));
    };
  }, [dispatch, source, layer]);

  // And another, so that the layer keeps what was set in the legend.
  useEffect(() => {
    const layerAttributes = { color, ...attributes };
    dispatch(updateLayer({ id: layer.id, layerAttributes }));
  }, [dispatch, source, layer, color, attributes]);

  return null;
}
