import { useEffect, useState } from 'react';
import { getRevenueByMonth } from 'data/models/revenueModel';
import type { MonthRevenue } from 'data/models/revenueModel';
import { reportError } from '../reportError';

interface Result {
  /** Null until they are known. */
  months: MonthRevenue[] | null;
  failed: boolean;
}

/** Loads the revenue of a store in each month. */
export default function useMonthlyRevenue(storeId: number): Result {
  const [result, setResult] = useState<Result>({ months: null, failed: false });

  useEffect(() => {
    const request = new AbortController();
    getRevenueByMonth({ storeId, signal: request.signal })
      .then((months) => setResult({ months, failed: false }))
      .catch((error: Error) => {
        if (error.name === 'AbortError') return;
        reportError(error);
        setResult({ months: null, failed: true });
      });
    return () => request.abort();
  }, [storeId]);

  return result;
}
