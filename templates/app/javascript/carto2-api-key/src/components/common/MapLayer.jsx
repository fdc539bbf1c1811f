import { useEffect } from 'react';
import { addLayer, addSource, removeLayer, removeSource } from '@carto/react-redux';
import { useDispatch } from 'react-redux';

/** Keeps a layer and its source on the map while mounted. */
export default function MapLayer({ source, layer, color }) {
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
