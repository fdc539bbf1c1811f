import { act } from '@testing-library/react';
import { addLayer, addSource, removeSource, updateLayer } from '@carto/react-redux';
import { expect, test, vi } from 'vitest';
import { CartoError } from 'data/cartoError';
import { fetchTile } from 'data/fetchTile';
import { retryTiles } from 'store/appSlice';
import { renderWithStore } from '../testUtils';
import useLayer from './useLayer';

vi.mock('data/fetchTile', () => ({ fetchTile: vi.fn() }));

/** Returns the properties passed to the layer of a source, and the state. */
function show() {
  let props;
  // The layer of this test is the properties that it gets.
  const create = (given) => given;
  function RoadsLayer() {
    props = useLayer({ id: 'roadsLayer', create });
    return null;
  }
  const { store } = renderWithStore(<RoadsLayer />);
  expect(props).toBeNull();
  act(() => {
    store.dispatch(addSource({ id: 'roads', type: 'query', data: 'SELECT 1' }));
    store.dispatch(addLayer({ id: 'roadsLayer', source: 'roads' }));
  });
  const dispatch = (action) => act(() => void store.dispatch(action));
  return { props, current: () => props, dispatch, app: () => store.getState().app };
}

test('a layer loads its tiles as this application does, not as deck.gl would', async () => {
  const { props } = show();
  await props.fetch('https://carto.test/tile', {});
  expect(fetchTile).toHaveBeenCalledWith(
    'https://carto.test/tile',
    {},
    expect.objectContaining({ apiVersion: 'v2' }),
  );
});

test('a hidden layer goes on to load tiles for the widgets', () => {
  const { current, dispatch } = show();
  expect(current()).toMatchObject({ opacity: 1, pickable: true });
  dispatch(updateLayer({ id: 'roadsLayer', layerAttributes: { visible: false } }));
  expect(current()).toMatchObject({ opacity: 0, pickable: false });
  expect(current().visible).not.toBe(false);
});

test('a failed tile is reported, and the source stays usable', () => {
  const { props, app } = show();
  act(() => void props.onTileError(new CartoError('The request to CARTO failed.', 502)));
  expect(app().error).toBe('The request to CARTO failed.');
  expect(app().sourceErrors).toEqual({});
});

test('tiles are loaded again on demand, since deck.gl keeps those that were lost', () => {
  const { current, dispatch } = show();
  const trigger = () => current().updateTriggers.getTileData;
  const before = trigger();
  dispatch(retryTiles());
  expect(trigger()).not.toBe(before);
});

test('the error of a source disappears with the source', () => {
  const { props, app, dispatch } = show();
  act(() => void props.onTileError(new CartoError('The request to CARTO failed.', 502)));
  dispatch(removeSource('another'));
  expect(app().error).toBe('The request to CARTO failed.');
  dispatch(removeSource('roads'));
  expect(app().error).toBeNull();
});

test('a source that can’t be loaded has failed as a whole', () => {
  const { props, app } = show();
  act(() => void props.onDataError(new Error('relation "roads" does not exist')));
  expect(app().error).toMatch(/relation "roads" does not exist/);
  expect(app().sourceErrors).toHaveProperty('roads');
});
