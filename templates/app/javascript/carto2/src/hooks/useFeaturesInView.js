import { useEffect, useRef, useState } from 'react';
import { selectViewport, setFeaturesReady } from '@carto/react-redux';
import { useDispatch, useSelector } from 'react-redux';
import { areCovered } from 'data/features/box';
import { executeTask } from 'data/features/executeTask';
import { requestFailed, tilesLoaded } from 'store/appSlice';
import { selectArea } from 'store/selection';

/**
 * Keeps the features in view up to date for the widgets, in the worker of their source. Returns a
 * callback for the layer's tiles. useCartoLayerProps can do this too, but after a source is replaced
 * it goes on with tasks for the old one, which fail in the new worker.
 */
export default function useFeaturesInView(sourceId) {
  const dispatch = useDispatch();
  const viewport = useSelector(selectViewport);
  const area = useSelector(selectArea);
  // True, false, or null after the worker was terminated with its source.
  const ready = useSelector((state) => state.carto.featuresReady[sourceId ?? '']);
  const [tiles, setTiles] = useState(null);
  const tilesInWorker = useRef(null);

  useEffect(() => {
    if (sourceId) dispatch(setFeaturesReady({ sourceId, ready: false }));
  }, [dispatch, sourceId, tiles, viewport, area]);

  useEffect(() => {
    if (ready === null) tilesInWorker.current = null;
    if (!sourceId || !tiles || !viewport || ready) return undefined;
    // Those of the last view, while the new ones load.
    if (!areCovered(viewport, tiles)) return undefined;
    let current = true;
    const tasks = [];
    if (tiles !== tilesInWorker.current) {
      tilesInWorker.current = tiles;
      tasks.push(executeTask(sourceId, 'loadTiles', { tiles: tiles.filter(isLoaded) }));
    }
    tasks.push(executeTask(sourceId, 'findFeatures', { bounds: viewport, area }));
    Promise.all(tasks)
      .then(() => current && dispatch(setFeaturesReady({ sourceId, ready: true })))
      .catch((error) => {
        // The worker was terminated with its source.
        if (error.name === 'AbortError') return;
        tilesInWorker.current = null;
        const message = `Could not compute the features in view: ${error.message}`;
        dispatch(requestFailed({ message }, { sourceId }));
      });
    return () => {
      current = false;
    };
  }, [dispatch, sourceId, tiles, viewport, area, ready]);

  useEffect(
    () => () => {
      tilesInWorker.current = null;
      setTiles(null);
    },
    [sourceId],
  );

  return (loaded) => {
    const visible = loaded
      .filter(({ isVisible }) => isVisible)
      .map(({ data, bbox }) => ({ data, bbox }));
    if (sourceId) dispatch(tilesLoaded({ sourceId, isComplete: visible.every(isLoaded) }));
    setTiles((known) => (areSame(known, visible) ? known : visible));
  };
}

const isLoaded = (tile) => tile.data !== null;

function areSame(known, tiles) {
  return (
    known?.length === tiles.length &&
    tiles.every(({ data, bbox }, index) => data === known[index].data && bbox === known[index].bbox)
  );
}
