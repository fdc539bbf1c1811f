import { act } from '@testing-library/react';
import { expect, test } from 'vitest';
import { initialState } from 'store/initialStateSlice';
import { renderWithStore } from '../../testUtils';
import MapLayer from './MapLayer';

const SOURCE = { id: 'roadsSource', type: 'query', data: 'SELECT * FROM roads' };
const LAYER = { id: 'roadsLayer' };

/** Shows it in a view that one can leave. */
function show(props) {
  const routes = [
    { path: '/roads', element: <MapLayer source={SOURCE} layer={LAYER} {...props} /> },
    { path: '/', element: null },
  ];
  const { store, router } = renderWithStore(null, { path: '/roads', routes });
  return { carto: () => store.getState().carto, leave: () => act(() => router.navigate('/')) };
}

test('the source and the layer are on the map until the view is left', async () => {
  const { carto, leave } = show();
  expect(carto().dataSources).toEqual({ roadsSource: expect.objectContaining(SOURCE) });
  expect(carto().layers).toEqual({
    roadsLayer: { id: 'roadsLayer', source: 'roadsSource', visible: true },
  });

  await leave();
  expect(carto().dataSources).toEqual({});
  expect(carto().layers).toEqual({});
});

test('it has no place in the view itself', () => {
  show();
  expect(document.body.firstChild).toBeEmptyDOMElement();
});

test('the layer has the colour that it is given', () => {
  const { carto } = show({ color: '#0b7a6c' });
  expect(carto().layers.roadsLayer.color).toBe('#0b7a6c');
});

test('a source is read with its own credentials, and without any with those of the application', () => {
  const { username } = initialState.credentials;
  expect(show().carto().dataSources.roadsSource.credentials.username).toBe(username);

  const credentials = { username: 'bob', apiKey: 'a-key' };
  const { carto } = show({ source: { ...SOURCE, credentials } });
  expect(carto().dataSources.roadsSource.credentials).toEqual(credentials);
});
