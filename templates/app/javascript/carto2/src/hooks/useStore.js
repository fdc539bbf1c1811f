import { useEffect, useState } from 'react';
import { getStore } from 'data/models/storeModel';
import { reportError } from '../reportError';

const LOADING = { store: null, isLoading: true, error: null };

/** Loads the store with this ID. Call `retry` to load it again after an error. */
export default function useStore(id) {
  const [attempt, setAttempt] = useState(0);
  const [result, setResult] = useState(LOADING);

  useEffect(() => {
    const request = new AbortController();
    getStore({ id, signal: request.signal })
      .then((store) => setResult({ store, isLoading: false, error: null }))
      .catch((error) => {
        if (error.name === 'AbortError') return;
        reportError(error);
        setResult({ store: null, isLoading: false, error: error.message });
      });
    return () => request.abort();
  }, [id, attempt]);

  const retry = () => {
    setResult(LOADING);
    setAttempt(attempt + 1);
  };
  return { ...result, retry };
}
