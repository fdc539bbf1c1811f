import { addFilter, removeFilter, selectSourceById } from '@carto/react-redux';
import type { FilterType, FilterValue } from '@carto/react-redux';
import { useDispatch, useSelector } from 'react-redux';
import type { RootState } from 'store/store';

interface ColumnFilter {
  sourceId: string;
  column: string;
  owner: string;
  type: FilterType;
}

const NONE: FilterValue[] = [];

/** The selected values of a widget's filter, and a function that sets them. No values mean no filter. */
export default function useColumnFilter({ sourceId, column, owner, type }: ColumnFilter) {
  const dispatch = useDispatch();
  const source = useSelector((state: RootState) => selectSourceById(state, sourceId));
  const values = source?.filters?.[column]?.[type]?.values ?? NONE;

  const clear = () => dispatch(removeFilter({ id: sourceId, column, owner }));
  const toggle = (value: FilterValue) => {
    const same = (other: FilterValue) => JSON.stringify(other) === JSON.stringify(value);
    const next = values.some(same) ? values.filter((other) => !same(other)) : [...values, value];
    if (next.length === 0) clear();
    else dispatch(addFilter({ id: sourceId, column, type, values: next, owner }));
  };
  return { values, toggle, clear };
}
