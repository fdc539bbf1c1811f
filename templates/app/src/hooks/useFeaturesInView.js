import { useEffect, useState } from 'react';
import {
  selectAreFeaturesReadyForSource,
  selectViewport,
  setFeaturesReady,
} from '@carto/react-redux';
import { executeTask, Methods } from '@carto/react-workers';
import { TILE_FORMATS } from '@deck.gl/carto';
import { useDispatch, useSelector } from 'react-redux';

/**
 * Keeps the features in view ready for the widgets, in the worker of their source. Gives what the layer
 * has to call with its tiles. useCartoLayerProps can do it too, but goes on with tasks for a source that
 * was replaced, which fail in the new worker.
 */
export default function useFeaturesInView(sourceId) {
  const dispatch = useDispatch();
  const viewport = useSelector(selectViewport);
  const ready = useSelector((state) => selectAreFeaturesReadyForSource(state, sourceId));
  const [tiles, setTiles] = useState(null);

  useEffect(() => {
    if (sourceId) dispatch(setFeaturesReady({ sourceId, ready: false }));
  }, [dispatch, sourceId, tiles, viewport]);

  useEffect(() => {
    if (!sourceId || !tiles || !viewport || ready) return undefined;
    let current = true;
    // Tiles that are there already go to the worker again when their source was replaced by its like.
    Promise.all([
      executeTask(sourceId, Methods.LOAD_TILES, { tiles }),
      executeTask(sourceId, Methods.TILE_FEATURES, { viewport, tileFormat: TILE_FORMATS.MVT }),
    ])
      .then(() => current && dispatch(setFeaturesReady({ sourceId, ready: true })))
      .catch((error) => {
        // The worker was ended with its source.
        if (error.name !== 'AbortError') throw error;
      });
    return () => {
      current = false;
    };
  }, [dispatch, sourceId, tiles, viewport, ready]);

  useEffect(() => () => setTiles(null), [sourceId]);

  return (loaded) =>
    setTiles(
      loaded
        .filter(({ isVisible, data }) => isVisible && data)
        .map(({ data, bbox }) => ({ data, bbox })),
    );
}
