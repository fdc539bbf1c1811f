import { useMemo } from 'react';
import storesSource from 'data/sources/storesSource';
import useWidgetData from 'hooks/useWidgetData';
import MonthlyRevenue from './MonthlyRevenue';

const STORE_IDS = { column: 'store_id' };

const isId = (value: unknown): value is number => Number.isSafeInteger(value);

/** The revenue in each month of the stores in view that pass the filters. */
export default function RevenueInView() {
  const { data, failed, isStale, onRetry } = useWidgetData({
    sourceId: storesSource.id,
    calculation: 'distinct',
    params: STORE_IDS,
  });
  const storeIds = useMemo(() => data && data.filter(isId), [data]);
  return <MonthlyRevenue storeIds={storeIds} isLost={failed} isStale={isStale} onRetry={onRetry} />;
}
