import { useEffect, useState } from 'react';
import { selectSourceById } from '@carto/react-redux';
import { MAP_TYPES } from '@deck.gl/carto';
import { useSelector } from 'react-redux';
import { countRows } from 'data/models/countModel';
import type { RootState } from 'store/store';

/** The total number of rows of a source; null until it is known. */
export default function useRowCount(sourceId: string) {
  const source = useSelector((state: RootState) => selectSourceById(state, sourceId));
  const { credentials, data, type } = source ?? {};
  const [count, setCount] = useState<number | null>(null);

  useEffect(() => {
    if (!credentials || !data || type !== MAP_TYPES.QUERY) return undefined;
    const request = new AbortController();
    countRows({ credentials, data, signal: request.signal })
      .then(setCount)
      // The map requests the same data and reports the error.
      .catch(() => setCount(null));
    return () => request.abort();
  }, [credentials, data, type]);

  return count;
}
