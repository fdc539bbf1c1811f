import { addSource, setFeaturesReady } from '@carto/react-redux';
import { describe, expect, test } from 'vitest';
import reduce, { initialState, requestFailed, setError } from './appSlice';

const error = { message: 'CARTO denied access.', status: 403 };

describe('the app slice', () => {
  test('shows an error until it is closed', () => {
    const shown = reduce(initialState, setError('It failed.'));
    expect(shown.error).toBe('It failed.');
    expect(reduce(shown, setError(null)).error).toBeNull();
  });

  test('remembers which source failed until it is added again or its features are there', () => {
    const failed = reduce(initialState, requestFailed(error, { sourceId: 'roads' }));
    expect(failed.error).toBe(error.message);
    expect(failed.sourceErrors).toEqual({ roads: error.message });
    expect(reduce(failed, addSource({ id: 'roads' })).sourceErrors).toEqual({});
    const ready = (isReady) => setFeaturesReady({ sourceId: 'roads', ready: isReady });
    expect(reduce(failed, ready(false)).sourceErrors).toEqual({ roads: error.message });
    expect(reduce(failed, ready(true)).sourceErrors).toEqual({});
  });

  test('a request without a source only shows its error', () => {
    const failed = reduce(initialState, requestFailed(error));
    expect(failed).toEqual({ ...initialState, error: error.message });
  });
});
