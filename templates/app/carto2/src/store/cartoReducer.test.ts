import {
  addSource,
  removeSource,
  selectAreFeaturesReadyForSource,
  setFeaturesReady,
} from '@carto/react-redux';
import { getDefaultCredentials } from '@deck.gl/carto';
import { describe, expect, test } from 'vitest';
import type { Source } from 'data/source';
import { addCarto } from './addCarto';
import { initialState } from './initialStateSlice';
import { createStore } from './store';

function createCartoStore() {
  const store = createStore();
  addCarto(store);
  return store;
}

const source: Source = { id: 'roads', type: 'query', data: 'SELECT 1' };

describe('the carto slice', () => {
  test('passes deck.gl the API version, which other credentials leave out', () => {
    createCartoStore();
    expect(getDefaultCredentials()).toMatchObject({
      apiVersion: 'v2',
      username: initialState.credentials.username,
    });
  });

  test('a source without credentials gets those of the application', () => {
    const store = createCartoStore();
    store.dispatch(addSource(source));
    expect(store.getState().carto.dataSources.roads!.credentials).toEqual(initialState.credentials);
  });

  test('features are no longer ready once their source is removed', () => {
    const store = createCartoStore();
    store.dispatch(addSource(source));
    store.dispatch(setFeaturesReady({ sourceId: 'roads', ready: true }));
    store.dispatch(removeSource('roads'));
    expect(selectAreFeaturesReadyForSource(store.getState(), 'roads')).toBe(false);
  });
});
