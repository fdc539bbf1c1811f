import { createCartoSlice } from '@carto/react-redux';
import { initialState } from './initialStateSlice';

const reduce = createCartoSlice(initialState);

/** CARTO's slice, made safe for sources that come and go with their view. */
export default function cartoReducer(state, action) {
  const next = reduce(state, action);
  if (action.type !== 'carto/removeSource') return next;
  // The features go with the worker, so the next visit has to wait for its own. Null tells that there is
  // nothing at all any more, false only that something has changed.
  return { ...next, featuresReady: { ...next.featuresReady, [action.payload]: null } };
}
