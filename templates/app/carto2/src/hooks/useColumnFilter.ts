import { useEffect } from 'react';
import { addFilter, removeFilter, selectSourceById } from '@carto/react-redux';
import type { FilterType } from '@carto/react-redux';
import { useDispatch, useSelector } from 'react-redux';
import { filterKey } from 'data/viewQuery';
import type { FilterValue } from 'data/viewQuery';
import type { RootState } from 'store/store';

interface ColumnFilter {
  sourceId: string;
  column: string;
  owner: string;
  type: FilterType;
}

const NONE: FilterValue[] = [];

const areSame = (some: unknown, others: unknown) => JSON.stringify(some) === JSON.stringify(others);

/**
 * The selected values of a widget's filter, and functions that set them. No values mean no filter. A
 * column has one filter, that of the widget that was used last: CARTO's map would apply one of several.
 * A source starts without filters, so the hook gives it those that the view has for the widget.
 */
export default function useColumnFilter({ sourceId, column, owner, type }: ColumnFilter) {
  const dispatch = useDispatch();
  const source = useSelector((state: RootState) => selectSourceById(state, sourceId));
  const key = filterKey(owner, column);
  const saved = useSelector(({ view }: RootState) =>
    Object.hasOwn(view.filters, key) ? view.filters[key]! : NONE,
  );
  const hasSource = Boolean(source);
  const filters = source?.filters?.[column];
  const values = filters?.[type]?.values ?? NONE;
  const own = filters?.[type]?.owner === owner ? values : NONE;
  const isTaken = Object.values(filters ?? {}).some((filter) => filter.owner !== owner);

  useEffect(() => {
    if (!hasSource || areSame(own, saved)) return;
    // They may come from a URL, which does not know the widget.
    const fitting = saved.filter((value) => Array.isArray(value) === (type !== 'in'));
    if (isTaken || fitting.length === 0) dispatch(removeFilter({ id: sourceId, column, owner }));
    else dispatch(addFilter({ id: sourceId, column, type, values: fitting, owner }));
  }, [dispatch, hasSource, own, saved, isTaken, sourceId, column, owner, type]);

  const clear = () => {
    for (const { owner: other } of Object.values(filters ?? {})) {
      dispatch(removeFilter({ id: sourceId, column, owner: other }));
    }
  };
  const set = (next: FilterValue[]) => {
    clear();
    if (next.length > 0) dispatch(addFilter({ id: sourceId, column, type, values: next, owner }));
  };
  const toggle = (value: FilterValue) =>
    set(
      values.some((other) => areSame(other, value))
        ? values.filter((other) => !areSame(other, value))
        : [...values, value],
    );
  return { values, set, toggle, clear };
}
