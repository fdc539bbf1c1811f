import { act } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { initialState } from 'store/initialStateSlice';
import type { Source } from 'data/source';
import { renderWithStore } from '../../testUtils';
import MapLayer from './MapLayer';

const SOURCE: Source = { id: 'roadsSource', type: 'query', data: 'SELECT * FROM roads' };
const LAYER = { id: 'roadsLayer', create: vi.fn() };

/** Shows the layer in a view that the test can leave. */
function show(props?: { source?: Source; color?: string }) {
  const routes = [
    { path: '/roads', element: <MapLayer source={SOURCE} layer={LAYER} {...props} /> },
    { path: '/', element: null },
  ];
  const { store, router } = renderWithStore(null, { path: '/roads', routes });
  return { carto: () => store.getState().carto, leave: () => act(() => router.navigate('/')) };
}

test('keeps the source and the layer on the map until the view is left', async () => {
  const { carto, leave } = show();
  expect(carto().dataSources).toEqual({ roadsSource: expect.objectContaining(SOURCE) });
  expect(carto().layers).toEqual({
    roadsLayer: { id: 'roadsLayer', source: 'roadsSource', visible: true },
  });

  await leave();
  expect(carto().dataSources).toEqual({});
  expect(carto().layers).toEqual({});
});

test('renders nothing in the view itself', () => {
  show();
  expect(document.body.firstChild).toBeEmptyDOMElement();
});

test('passes the color to the layer', () => {
  const { carto } = show({ color: '#0b7a6c' });
  expect(carto().layers.roadsLayer!.color).toBe('#0b7a6c');
});

test('reads a source with its own credentials, or else with those of the application', () => {
  const { username, serverUrlTemplate } = initialState.credentials;
  expect(show().carto().dataSources.roadsSource!.credentials.username).toBe(username);

  const credentials = { username: 'bob', apiKey: 'a-key', serverUrlTemplate };
  const { carto } = show({ source: { ...SOURCE, credentials } });
  expect(carto().dataSources.roadsSource!.credentials).toEqual(credentials);
});
