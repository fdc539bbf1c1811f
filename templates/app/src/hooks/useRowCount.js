import { useEffect, useState } from 'react';
import { selectSourceById } from '@carto/react-redux';
import { MAP_TYPES } from '@deck.gl/carto';
import { useSelector } from 'react-redux';
import { countRows } from 'data/models/countModel';

/** How many rows a source has in all; null as long as that isn't known. */
export default function useRowCount(sourceId) {
  const source = useSelector((state) => selectSourceById(state, sourceId));
  const { credentials, data, type } = source ?? {};
  const [count, setCount] = useState(null);

  useEffect(() => {
    if (type !== MAP_TYPES.QUERY) return undefined;
    const request = new AbortController();
    countRows({ credentials, data, signal: request.signal })
      .then(setCount)
      // The map asks for the same data, and tells what is wrong with them.
      .catch(() => setCount(null));
    return () => request.abort();
  }, [credentials, data, type]);

  return count;
}
