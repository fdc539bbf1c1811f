import { addFilter, removeFilter, selectSourceById } from '@carto/react-redux';
import { useDispatch, useSelector } from 'react-redux';

const NONE = [];

/** The selected values of a widget's filter, and a function that sets them. No values mean no filter. */
export default function useColumnFilter({ sourceId, column, owner, type }) {
  const dispatch = useDispatch();
  const source = useSelector((state) => selectSourceById(state, sourceId));
  const values = source?.filters?.[column]?.[type]?.values ?? NONE;

  const clear = () => dispatch(removeFilter({ id: sourceId, column, owner }));
  const toggle = (value) => {
    const same = (other) => JSON.stringify(other) === JSON.stringify(value);
    const next = values.some(same) ? values.filter((other) => !same(other)) : [...values, value];
    if (next.length === 0) clear();
    else dispatch(addFilter({ id: sourceId, column, type, values: next, owner }));
  };
  return { values, toggle, clear };
}
