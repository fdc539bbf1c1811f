import { useEffect } from 'react';
import {
  addLayer,
  addSource,
  removeLayer,
  removeSource,
  selectOAuthCredentials,
} from '@carto/react-redux';
import { useDispatch, useSelector } from 'react-redux';
import type { LayerDefinition } from 'components/layers/layerDefinition';
import type { AnyRow, Source } from 'data/source';

interface MapLayerProps<Row> {
  source: Source<Row>;
  layer: Pick<LayerDefinition<Row>, 'id' | 'tooltip' | 'path'>;
  color?: string;
}

/**
 * Keeps a layer and its source on the map while mounted. A source without its own credentials is read
 * with those of the logged-in user.
 */
export default function MapLayer<Row = AnyRow>({ source, layer, color }: MapLayerProps<Row>) {
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
