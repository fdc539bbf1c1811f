import { act, fireEvent, screen } from '@testing-library/react';
import {
  addSource,
  addSpatialFilter,
  removeSource,
  selectAreFeaturesReadyForSource,
  setViewPort,
} from '@carto/react-redux';
import { executeTask } from 'data/features/executeTask';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { tile } from 'data/features/testTiles';
import type { Source } from 'data/source';
import type { Area } from 'data/viewQuery';
import { areaOf } from 'store/selection';
import { renderWithStore } from '../testUtils';
import useFeaturesInView from './useFeaturesInView';

vi.mock('data/features/executeTask', { spy: true });

const SOURCE: Source = { id: 'roads', type: 'query', data: 'SELECT 1' };
const VISIBLE = { isVisible: true, ...tile() };
const LOST = { ...VISIBLE, data: null };
const ELSEWHERE = { ...VISIBLE, bbox: { west: 170, south: -80, east: 171, north: -79 } };
const HIDDEN = { isVisible: false, ...tile() };

function Layer() {
  const showFeatures = useFeaturesInView('roads');
  return (
    <>
      <button onClick={() => showFeatures([VISIBLE, HIDDEN])}>Load</button>
      <button onClick={() => showFeatures([VISIBLE, LOST])}>Lose</button>
      <button onClick={() => showFeatures([ELSEWHERE])}>Stay behind</button>
    </>
  );
}
const click = (name: string) =>
  act(async () => fireEvent.click(screen.getByRole('button', { name })));
const load = () => click('Load');

function show() {
  const { store } = renderWithStore(<Layer />);
  act(() => {
    store.dispatch(addSource(SOURCE));
    store.dispatch(setViewPort());
  });
  return { store, isReady: () => selectAreFeaturesReadyForSource(store.getState(), 'roads') };
}
const tasks = () => vi.mocked(executeTask).mock.calls.map(([, method]) => method);

describe('the features in view', () => {
  beforeEach(() => {
    vi.mocked(executeTask).mockReset();
    vi.mocked(executeTask).mockResolvedValue(undefined);
  });

  test('are ready once the worker has the visible tiles', async () => {
    const { isReady } = show();
    expect(isReady()).toBe(false);
    expect(executeTask).not.toHaveBeenCalled();

    await load();
    expect(tasks()).toEqual(['loadTiles', 'findFeatures']);
    const { data, bbox } = VISIBLE;
    expect(vi.mocked(executeTask).mock.calls[0]![2]).toEqual({ tiles: [{ data, bbox }] });
    expect(isReady()).toBe(true);
  });

  test('are recomputed when the map moves, from the tiles in the worker', async () => {
    const { store, isReady } = show();
    await load();
    vi.mocked(executeTask).mockClear();
    await load();
    expect(executeTask).not.toHaveBeenCalled();
    await act(async () => store.dispatch(setViewPort()));
    expect(tasks()).toEqual(['findFeatures']);
    expect(isReady()).toBe(true);
  });

  test('are not ready while the tiles are those of another place', async () => {
    const { isReady } = show();
    await click('Stay behind');
    expect(executeTask).not.toHaveBeenCalled();
    expect(isReady()).toBe(false);
    await load();
    expect(isReady()).toBe(true);
  });

  test('are recomputed for a selected area', async () => {
    const { store } = show();
    await load();
    vi.mocked(executeTask).mockClear();
    const area: Area = [[1, 2], [3, 4], [5, 6]]; // prettier-ignore
    await act(async () => store.dispatch(addSpatialFilter({ geometry: areaOf(area) })));
    expect(tasks()).toEqual(['findFeatures']);
    expect(vi.mocked(executeTask).mock.calls[0]![2]).toMatchObject({ area });
  });

  test('are incomplete while a tile in view is lost', async () => {
    const { store, isReady } = show();
    await click('Lose');
    expect(isReady()).toBe(true);
    expect(store.getState().app.lostTiles).toHaveProperty('roads');
    await load();
    expect(store.getState().app.lostTiles).toEqual({});
    await click('Lose');
    await act(async () => store.dispatch(removeSource('roads')));
    expect(store.getState().app.lostTiles).toEqual({});
  });

  test('report an error if they can’t be computed', async () => {
    vi.mocked(executeTask).mockRejectedValue(new Error('out of memory'));
    const { store, isReady } = show();
    await load();
    expect(isReady()).toBe(false);
    expect(store.getState().app.error).toContain('out of memory');
    expect(store.getState().app.sourceErrors).toHaveProperty('roads');
  });

  test('go to the new worker after their source was replaced', async () => {
    const { store, isReady } = show();
    await load();
    vi.mocked(executeTask).mockClear();
    await act(async () => {
      store.dispatch(removeSource('roads'));
      store.dispatch(addSource(SOURCE));
    });
    expect(tasks()).toEqual(['loadTiles', 'findFeatures']);
    expect(isReady()).toBe(true);
  });

  test('are not ready if the worker was terminated first', async () => {
    vi.mocked(executeTask).mockRejectedValue(Object.assign(new Error(), { name: 'AbortError' }));
    const { isReady } = show();
    await load();
    expect(isReady()).toBe(false);
  });
});
