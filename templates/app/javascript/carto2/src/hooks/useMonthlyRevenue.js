import { useEffect, useState } from 'react';
import { getRevenueByMonth } from 'data/models/revenueModel';
import { reportError } from '../reportError';

/** Loads the revenue of some stores together in each month. Keep `storeIds` stable between renders. */
export default function useMonthlyRevenue(storeIds) {
  const [result, setResult] = useState({ months: null, failed: false });

  useEffect(() => {
    if (!storeIds) return undefined;
    const request = new AbortController();
    getRevenueByMonth({ storeIds, signal: request.signal })
      .then((months) => setResult({ months, failed: false }))
      .catch((error) => {
        if (error.name === 'AbortError') return;
        reportError(error);
        setResult({ months: null, failed: true });
      });
    return () => request.abort();
  }, [storeIds]);

  return result;
}
