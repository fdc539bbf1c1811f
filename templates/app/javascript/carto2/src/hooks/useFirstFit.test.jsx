import { act } from '@testing-library/react';
import { addSource, removeSource, setViewState } from '@carto/react-redux';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { getExtent } from 'data/models/extentModel';
import { initialState } from 'store/initialStateSlice';
import { renderWithStore } from '../testUtils';
import useFirstFit from './useFirstFit';

vi.mock('data/models/extentModel', () => ({ getExtent: vi.fn() }));

const COPENHAGEN = [12.4, 55.6, 12.7, 55.8];
const TOKYO = [139, 35, 140, 36];
const SIZE = { width: 800, height: 600 };

function Fit() {
  useFirstFit();
  return null;
}

function open() {
  const { store } = renderWithStore(<Fit />);
  const dispatch = (action) => act(async () => void store.dispatch(action));
  const add = (id) => dispatch(addSource({ id, type: 'query', data: 'SELECT 1' }));
  const move = (to) => act(async () => void store.dispatch(setViewState({ ...to })));
  return { dispatch, add, move, at: () => store.getState().carto.viewState };
}
const extentIs = (extent) => vi.mocked(getExtent).mockResolvedValue(extent);

describe('the first view', () => {
  beforeEach(() => {
    vi.mocked(getExtent).mockReset();
    extentIs(COPENHAGEN);
  });

  test('shows the data, as soon as the size of the map is known', async () => {
    const { add, move, at } = open();
    await add('shops');
    expect(getExtent).not.toHaveBeenCalled();
    await move(SIZE);
    // A little to the left of the middle, beside the buttons.
    expect(at().longitude).toBeCloseTo(12.55, 1);
    expect(at().latitude).toBeCloseTo(55.7, 1);
    expect(at().zoom).toBeGreaterThan(9);
    expect(at().zoom).toBeLessThan(12);
  });

  test('shows the data of all sources', async () => {
    const { add, move, at } = open();
    await move(SIZE);
    await add('shops');
    vi.mocked(getExtent).mockResolvedValueOnce(COPENHAGEN).mockResolvedValueOnce(TOKYO);
    await add('offices');
    expect(at().longitude).toBeCloseTo((12.4 + 140) / 2, -1);
  });

  test('stays as it is without data, or if they are unknown', async () => {
    const { add, move, at } = open();
    await move(SIZE);
    extentIs(null);
    await add('shops');
    vi.mocked(getExtent).mockRejectedValue(new Error('Could not reach CARTO.'));
    await add('offices');
    expect(at()).toMatchObject(initialState.viewState);
  });

  test('stays where the user moves it meanwhile', async () => {
    const { add, move, at } = open();
    await move(SIZE);
    let answer;
    vi.mocked(getExtent).mockReturnValue(new Promise((resolve) => (answer = resolve)));
    await add('shops');
    await move({ zoom: 5 });
    await act(async () => answer(COPENHAGEN));
    expect(at()).toMatchObject({ ...initialState.viewState, zoom: 5 });
  });

  test('of another view stays where the user moved it, if that shows some of the data', async () => {
    const { add, move, at, dispatch } = open();
    await move(SIZE);
    await add('shops');
    await move({ longitude: 12.6, zoom: 11 });
    await dispatch(removeSource('shops'));
    await add('offices');
    expect(at()).toMatchObject({ longitude: 12.6, zoom: 11 });
    extentIs(TOKYO);
    await dispatch(removeSource('offices'));
    await add('parks');
    expect(at().longitude).toBeCloseTo(139.5, 1);
  });
});
