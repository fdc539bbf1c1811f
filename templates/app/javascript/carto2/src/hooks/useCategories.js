import { useMemo } from 'react';
import useColumnFilter from './useColumnFilter';
import useWidgetData from './useWidgetData';

/** The categories of a column in view, and the filter of those that were chosen. */
export default function useCategories({
  id,
  sourceId,
  column,
  operation,
  operationColumn = column,
}) {
  const params = useMemo(
    () => ({ column, operation, operationColumn }),
    [column, operation, operationColumn],
  );
  const { data, ...status } = useWidgetData({
    sourceId,
    owner: id,
    calculation: 'categories',
    params,
  });
  const filter = useColumnFilter({ sourceId, column, owner: id, type: 'in' });
  const categories = data ?? [];
  const frame = {
    ...status,
    isEmpty: categories.length === 0 && filter.values.length === 0,
    onClear: filter.values.length > 0 && filter.clear,
  };
  const list = {
    categories,
    chosen: filter.values,
    onToggle: filter.toggle,
    isAdditive: operation === 'count' || operation === 'sum',
  };
  return { frame, list };
}
