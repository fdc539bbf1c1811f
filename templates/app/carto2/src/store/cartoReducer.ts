import { createCartoSlice } from '@carto/react-redux';
import type { CartoState } from '@carto/react-redux';
import type { AnyAction } from '@reduxjs/toolkit';
import { removeWorker } from 'data/features/executeTask';
import { initialState } from './initialStateSlice';

const reduce = createCartoSlice(initialState);

/** CARTO's slice, adapted to sources that are added and removed with their view. */
export default function cartoReducer(state: CartoState | undefined, action: AnyAction): CartoState {
  const next = reduce(state, action);
  if (action.type !== 'carto/removeSource') return next;
  removeWorker(action.payload as /* the ID of the source */ string);
  // The worker's features are gone, so the next view must wait for new ones. Null means that there are
  // no features; false only means that they are out of date.
  return { ...next, featuresReady: { ...next.featuresReady, [action.payload]: null } };
}
