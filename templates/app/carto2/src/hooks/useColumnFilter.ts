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

/**
 * The selected values of a widget's filter, and functions that set them. No values mean no filter. A
 * column has one filter, that of the widget that was used last: CARTO's map would apply one of several.
 */
export default function useColumnFilter({ sourceId, column, owner, type }: ColumnFilter) {
  const dispatch = useDispatch();
  const source = useSelector((state: RootState) => selectSourceById(state, sourceId));
  const values = source?.filters?.[column]?.[type]?.values ?? NONE;

  const clear = () => dispatch(removeFilter({ id: sourceId, column }));
  const set = (next: FilterValue[]) => {
    clear();
    if (next.length > 0) dispatch(addFilter({ id: sourceId, column, type, values: next, owner }));
  };
  const toggle = (value: FilterValue) => {
    const same = (other: FilterValue) => JSON.stringify(other) === JSON.stringify(value);
    set(values.some(same) ? values.filter((other) => !same(other)) : [...values, value]);
  };
  return { values, set, toggle, clear };
}
