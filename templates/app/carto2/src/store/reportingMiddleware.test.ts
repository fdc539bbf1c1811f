import { beforeEach, expect, test, vi } from 'vitest';
import { CartoError } from 'data/cartoError';
import { reportError } from '../reportError';
import { mapFailed, requestFailed, setError } from './appSlice';
import { createStore } from './store';

vi.mock('../reportError', () => ({ reportError: vi.fn() }));

beforeEach(() => {
  vi.mocked(reportError).mockClear();
});

test('reports a failed request with its source', () => {
  const error = new CartoError('The dataset does not exist.', 404);
  createStore().dispatch(requestFailed(error, { sourceId: 'roads' }));
  expect(reportError).toHaveBeenCalledExactlyOnceWith(
    new Error('The dataset does not exist.'),
    expect.objectContaining({ sourceId: 'roads' }),
  );
});

test('reports why the map can’t be drawn', () => {
  createStore().dispatch(mapFailed('WebGL context is lost'));
  expect(reportError).toHaveBeenCalledExactlyOnceWith(new Error('WebGL context is lost'));
});

test('does not report a message that the application shows itself', () => {
  createStore().dispatch(setError('A message'));
  expect(reportError).not.toHaveBeenCalled();
});
