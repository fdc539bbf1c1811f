import { useEffect, useState } from 'react';
import { getRevenueByMonth } from 'data/models/revenueModel';
import { reportError } from '../reportError';

/** Loads the revenue of a store in each month. */
export default function useMonthlyRevenue(storeId) {
  const [result, setResult] = useState({ months: null, failed: false });

  useEffect(() => {
    const request = new AbortController();
    getRevenueByMonth({ storeId, signal: request.signal })
      .then((months) => setResult({ months, failed: false }))
      .catch((error) => {
        if (error.name === 'AbortError') return;
        reportError(error);
        setResult({ months: null, failed: true });
      });
    return () => request.abort();
  }, [storeId]);

  return result;
}
