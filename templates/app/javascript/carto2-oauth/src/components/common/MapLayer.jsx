import { useEffect } from 'react';
import {
  addLayer,
  addSource,
  removeLayer,
  removeSource,
  selectOAuthCredentials,
} from '@carto/react-redux';
import { useDispatch, useSelector } from 'react-redux';

/**
 * Keeps a layer and its source on the map while mounted. A source without its own credentials is read
 * with those of the logged-in user.
 */
export default function MapLayer({ source, layer, color }) {
  const dispatch = useDispatch();
  const oauthCredentials = useSelector(selectOAuthCredentials);
  const credentials = source.credentials ?? oauthCredentials;

  useEffect(() => {
    dispatch(addSource({ ...source, credentials }));
    dispatch(addLayer({ id: layer.id, source: source.id, layerAttributes: { color } }));
    return () => {
      dispatch(removeLayer(layer.id));
      dispatch(removeSource(source.id));
    };
  }, [dispatch, source, layer, color, credentials]);

  return null;
}
