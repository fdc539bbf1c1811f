import { useEffect, useState } from 'react';
import { getStore } from 'data/models/storeModel';

/** The store with this number, once CARTO has answered. */
export default function useStore(id) {
  const [result, setResult] = useState({ store: null, isLoading: true, error: null });

  useEffect(() => {
    const request = new AbortController();
    getStore({ id, signal: request.signal })
      .then((store) => setResult({ store, isLoading: false, error: null }))
      .catch((error) => {
        if (error.name === 'AbortError') return;
        setResult({ store: null, isLoading: false, error: error.message });
      });
    return () => request.abort();
  }, [id]);

  return result;
}
