import { useEffect, useState } from 'react';
import { selectAreFeaturesReadyForSource, selectSourceById } from '@carto/react-redux';
import { MAP_TYPES } from '@deck.gl/carto';
import { useSelector } from 'react-redux';
import { executeTask } from 'data/features/executeTask';
import { readColumnStats } from 'data/models/columnStatsModel';

const UNKNOWN = { stats: null, isKnown: false };

/**
 * The range of a column with numbers, in view or not. What CARTO can't tell, for instance of a tileset,
 * is that of the first features in view. It stays the same while the map moves.
 */
export default function useColumnStats(sourceId, column) {
  const source = useSelector((state) => selectSourceById(state, sourceId));
  const ready = useSelector((state) => selectAreFeaturesReadyForSource(state, sourceId));
  const { credentials, data, type } = source ?? {};
  const isQuery = Boolean(credentials && data) && type === MAP_TYPES.QUERY;
  const [hasFailed, setHasFailed] = useState(false);
  const [result, setResult] = useState(UNKNOWN);
  const isFromView = (source !== undefined && !isQuery) || hasFailed;

  useEffect(() => {
    if (!isQuery || !credentials || !data) return undefined;
    const request = new AbortController();
    readColumnStats({ credentials, data, column, signal: request.signal })
      .then((stats) => setResult({ stats, isKnown: true }))
      .catch((error) => setHasFailed(error.name !== 'AbortError'));
    return () => {
      request.abort();
      setHasFailed(false);
      setResult(UNKNOWN);
    };
  }, [isQuery, credentials, data, column]);

  useEffect(() => {
    if (!isFromView || !ready || result.stats) return undefined;
    let current = true;
    executeTask(sourceId, 'columnStats', { column, filters: {} })
      .then((stats) => current && setResult({ stats, isKnown: true }))
      // The widget's own task fails, too.
      .catch(() => undefined);
    return () => {
      current = false;
    };
  }, [isFromView, ready, result.stats, sourceId, column]);

  return result;
}
