import { useDispatch, useSelector } from 'react-redux';
import { useCartoLayerProps } from '@carto/react-api';
import { selectSourceById } from '@carto/react-redux';
import workerUrl from '@loaders.gl/mvt/dist/mvt-worker.js?url';
import { layers } from 'components/layers';
import { hexToRgb } from 'components/layers/colors';
import { CartoError, fromMapsApi } from 'data/cartoError';
import { fetchTile } from 'data/fetchTile';
import { requestFailed } from 'store/appSlice';
import useFeaturesInView from './useFeaturesInView';

// Without this, deck.gl fetches the worker from a public CDN.
const LOAD_OPTIONS = { mvt: { workerUrl } };

const DEFAULT_COLOR = '#d1495b';

/** The deck.gl layers that the current view has put into the store. */
export default function useLayers() {
  // The list never changes while the application runs, so neither does the order of the hooks.
  // eslint-disable-next-line react-hooks/rules-of-hooks
  return layers.map((definition) => useLayer(definition));
}

function useLayer({ id, create }) {
  const dispatch = useDispatch();
  const layer = useSelector((state) => state.carto.layers[id]);
  const source = useSelector((state) => selectSourceById(state, layer?.source));
  const cartoLayerProps = useCartoLayerProps({ source, viewportFeatures: false });
  const showFeatures = useFeaturesInView(source?.id);
  if (!layer || (layer.source && !source)) return null;

  const { credentials, id: sourceId } = source ?? {};
  const fail = (error, lostSourceId) => {
    const failure = error instanceof CartoError ? error : fromMapsApi(error, credentials);
    dispatch(requestFailed(failure, { credentials, sourceId: lostSourceId }));
    return true;
  };
  return create(
    {
      ...cartoLayerProps,
      id,
      pickable: true,
      uniqueIdProperty: 'cartodb_id',
      fetch: (url, context) => fetchTile(url, context, credentials),
      loadOptions: LOAD_OPTIONS,
      onViewportLoad: showFeatures,
      onDataError: (error) => fail(error, sourceId),
      onTileError: (error) => fail(error), // the widgets go on with the other tiles
      onError: (error) => fail(error),
    },
    { ...layer, rgb: hexToRgb(layer.color ?? DEFAULT_COLOR) },
  );
}
