import { useMemo } from 'react';
import type { CountOperation, NumberOperation } from 'components/widgets/operations';
import type { Column, NumberColumn, SourceId, Value } from 'data/source';
import useColumnFilter from './useColumnFilter';
import useWidgetData from './useWidgetData';

export type Categories<Row> = {
  /** The name of its filter. */
  id: string;
  sourceId: SourceId<Row>;
  column: Column<Row>;
} & (
  | { operation: CountOperation; operationColumn?: Column<Row> }
  | { operation: NumberOperation; operationColumn: NumberColumn<Row> }
);

/** The categories of a column in view, and the filter of those that were chosen. */
export default function useCategories<Row>({
  id,
  sourceId,
  column,
  operation,
  operationColumn = column,
}: Categories<Row>) {
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
    chosen: filter.values as /* those of this filter have no ranges */ Value[],
    onToggle: filter.toggle,
    isAdditive: operation === 'count' || operation === 'sum',
  };
  return { frame, list };
}
