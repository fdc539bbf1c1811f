import { createCartoSlice } from '@carto/react-redux';
import { initialState } from './initialStateSlice';

const reduce = createCartoSlice(initialState);

/** CARTO's slice, made safe for sources that come and go with their view. */
export default function cartoReducer(state, action) {
  // Tiles report up to a quarter of a second after their source was removed; the slice would throw.
  if (action.type === 'carto/setIsDroppingFeatures' && !state.dataSources[action.payload.id]) {
    return state;
  }
  const next = reduce(state, action);
  // The features go with the worker, so the next visit has to wait for its own.
  if (action.type === 'carto/removeSource') {
    return { ...next, featuresReady: { ...next.featuresReady, [action.payload]: false } };
  }
  return next;
}
