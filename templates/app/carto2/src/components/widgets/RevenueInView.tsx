import { useEffect, useState } from 'react';
import storesSource from 'data/sources/storesSource';
import useWidgetData from 'hooks/useWidgetData';
import MonthlyRevenue from './MonthlyRevenue';

const STORE_IDS = { column: 'store_id' };

/** For how long the stores must stay the same before CARTO is asked for them, in milliseconds. */
const PAUSE = 300;

const isId = (value: unknown): value is number => Number.isSafeInteger(value);

/** The revenue in each month of the stores in view that pass the filters. */
export default function RevenueInView() {
  const { data, failed, isStale, onRetry } = useWidgetData({
    sourceId: storesSource.id,
    calculation: 'distinct',
    params: STORE_IDS,
  });
  const [storeIds, setStoreIds] = useState<number[] | null>(null);

  useEffect(() => {
    if (!data) return undefined;
    // Sorted, as their order is that of the tiles.
    const wanted = data.filter(isId).toSorted((one, other) => one - other);
    const timer = setTimeout(
      () => setStoreIds((known) => (String(known) === String(wanted) ? known : wanted)),
      PAUSE,
    );
    return () => clearTimeout(timer);
  }, [data]);

  return <MonthlyRevenue storeIds={storeIds} isLost={failed} isStale={isStale} onRetry={onRetry} />;
}
