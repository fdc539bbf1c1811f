import { forwardRef, useImperativeHandle } from 'react';
import { act, fireEvent, screen } from '@testing-library/react';
import { addLayer, removeLayer, setViewState } from '@carto/react-redux';
import { beforeEach, expect, test, vi } from 'vitest';
import { renderWithStore } from '../../testUtils';
import Map from './Map';

const pickObject = vi.hoisted(() => vi.fn());
let deck;
let basemap;
vi.mock('@deck.gl/react', () => ({
  default: forwardRef(function DeckGL({ children, ...props }, ref) {
    deck = props;
    useImperativeHandle(ref, () => ({ pickObject }));
    return <div id="deckgl-wrapper">{children}</div>;
  }),
}));
vi.mock('@vis.gl/react-maplibre', () => ({
  Map: (props) => {
    basemap = props;
    return null;
  },
}));
vi.mock('components/layers', () => ({
  layers: [
    { id: 'stores', path: ({ id }) => `/stores/${id}` },
    { id: 'states', tooltip: () => 'A state' },
  ],
}));
vi.mock('hooks/useLayer', () => ({ default: () => null }));
vi.mock('./Legend', () => ({ default: () => null }));

const webGL = (context) =>
  // The application only looks whether there is a context.
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(context);
const show = () => renderWithStore(<Map />);
function showLayers() {
  const shown = show();
  act(() => {
    shown.store.dispatch(setViewState({ width: 800, height: 600 }));
    for (const id of ['stores', 'states']) shown.store.dispatch(addLayer({ id }));
  });
  return shown;
}
const popup = () => screen.queryByRole('dialog');
const pick = (id) => ({
  layer: { id },
  object: { properties: { id: 7 } },
  coordinate: [-96.5, 38.5],
});

beforeEach(() => {
  webGL({});
});

test('shows a message when WebGL is not available', () => {
  webGL(null);
  const { store } = show();
  expect(screen.getByRole('alert')).toHaveTextContent('WebGL is not available');
  expect(store.getState().app.mapProblem).not.toBeNull();
});

test('shows why the map stopped working', () => {
  const { store } = show();
  act(() => deck.onError(new Error('WebGL context is lost')));
  expect(screen.getByRole('alert')).toHaveTextContent('The map can’t be drawn');
  expect(screen.getByRole('alert')).toHaveTextContent('WebGL context is lost');
  expect(store.getState().app.mapProblem).not.toBeNull();
});

test('shows why a layer can’t be drawn, without the key, and keeps the other layers', () => {
  const { store } = show();
  const error = new Error('drawing it: shader error, api_key=a-secret-key');
  act(() => deck.onError(error, { id: 'stores' }));
  expect(store.getState().app.error).toBe(
    'stores can’t be drawn: drawing it: shader error, api_key=…',
  );
  expect(store.getState().app.mapProblem).toBeNull();
});

test('loads lost tiles again when the network is back', () => {
  const { store } = show();
  const { tileAttempt } = store.getState().app;
  act(() => void window.dispatchEvent(new Event('online')));
  expect(store.getState().app.tileAttempt).toBe(tileAttempt + 1);
});

test('features look as if they could be clicked', () => {
  show();
  const cursorOver = (picked) => {
    act(() => deck.onHover(picked));
    return deck.getCursor({ isDragging: false });
  };
  expect(cursorOver(pick('states'))).toBe('pointer');
  expect(cursorOver(pick('stores'))).toBe('pointer');
  expect(cursorOver({ layer: null })).toBe('grab');
});

test('features with a path are links, and others open a popup', () => {
  const { router } = showLayers();
  act(() => deck.onClick(pick('states')));
  expect(router.state.location.pathname).toBe('/');
  expect(popup()).toHaveTextContent('A state');
  act(() => deck.onClick({ layer: null }));
  expect(popup()).toBeNull();
  act(() => deck.onClick(pick('stores')));
  expect(router.state.location.pathname).toBe('/stores/7');
  expect(popup()).toBeNull();
});

test('the popup is closed with its button, or when its layer is gone', () => {
  const { store } = showLayers();
  act(() => deck.onClick(pick('states')));
  fireEvent.click(screen.getByRole('button', { name: 'Close' }));
  expect(popup()).toBeNull();
  act(() => deck.onClick(pick('states')));
  act(() => void store.dispatch(removeLayer('states')));
  act(() => void store.dispatch(addLayer({ id: 'states' })));
  expect(popup()).toBeNull();
});

test('Enter opens what is in the middle of the map', () => {
  showLayers();
  pickObject.mockReturnValue(pick('states'));
  fireEvent.keyDown(screen.getByRole('button', { name: 'Zoom in' }), { key: 'Enter' });
  expect(popup()).toBeNull();
  fireEvent.keyDown(screen.getByRole('application'), { key: 'Enter' });
  expect(popup()).toHaveTextContent('A state');
  expect(pickObject).toHaveBeenCalledExactlyOnceWith({ x: 400, y: 300, radius: 24 });
});

test('the map is a single, labeled tab stop', () => {
  show();
  expect(screen.getByRole('application')).toHaveAccessibleName(/arrow keys/);
  expect(basemap.interactive).toBe(false);
});
