import { combineReducers } from '@reduxjs/toolkit';
import type { Store } from '@reduxjs/toolkit';
import { setCredentials } from '@carto/react-redux';
import cartoReducer from './cartoReducer';
import { initialState } from './initialStateSlice';
import { reducers } from './store';
import type { RootState } from './store';

/** Adds CARTO's slice to the store. It needs parts of deck.gl, so it is apart from the other reducers. */
export function addCarto(store: Store<RootState>) {
  store.replaceReducer(combineReducers({ ...reducers, carto: cartoReducer }));
  // deck.gl's defaults for what other credentials leave out, above all the API version.
  store.dispatch(setCredentials(initialState.credentials));
}

// After an edit of an initial state or a reducer in development, the page starts anew with it.
import.meta.hot?.accept(() => window.location.reload());
