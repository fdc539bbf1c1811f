import { useEffect } from 'react';
import { addFilter, removeFilter, selectSourceById } from '@carto/react-redux';
import { useDispatch, useSelector } from 'react-redux';

const NONE = [];

const areSame = (some, others) => JSON.stringify(some) === JSON.stringify(others);

/**
 * The selected values of a widget's filter, and a function that sets them. No values mean no filter. A
 * source starts without filters, so the hook gives it those that the view has for the widget.
 */
export default function useColumnFilter({ sourceId, column, owner, type }) {
  const dispatch = useDispatch();
  const source = useSelector((state) => selectSourceById(state, sourceId));
  const values = source?.filters?.[column]?.[type]?.values ?? NONE;
  const hasSource = Boolean(source);
  const saved = useSelector(({ view: { filters } }) =>
    Object.hasOwn(filters, owner) ? filters[owner] : NONE,
  );

  useEffect(() => {
    if (!hasSource || areSame(values, saved)) return;
    // They may come from a URL, which knows neither the widget nor its column.
    const fitting = saved.filter((value) => Array.isArray(value) === (type !== 'in'));
    if (fitting.length === 0) dispatch(removeFilter({ id: sourceId, column, owner }));
    else dispatch(addFilter({ id: sourceId, column, type, values: fitting, owner }));
  }, [dispatch, hasSource, values, saved, sourceId, column, owner, type]);

  const clear = () => dispatch(removeFilter({ id: sourceId, column, owner }));
  const toggle = (value) => {
    const next = values.some((other) => areSame(other, value))
      ? values.filter((other) => !areSame(other, value))
      : [...values, value];
    if (next.length === 0) clear();
    else dispatch(addFilter({ id: sourceId, column, type, values: next, owner }));
  };
  return { values, toggle, clear };
}
