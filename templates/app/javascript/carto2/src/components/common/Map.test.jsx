import { act, screen } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { renderWithStore } from '../../testUtils';
import Map from './Map';

let deck;
let basemap;
vi.mock('@deck.gl/react', () => ({
  default: ({ children, ...props }) => {
    deck = props;
    return <div id="deckgl-wrapper">{children}</div>;
  },
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
vi.mock('./Legend', () => ({ default: () => null }));

const webGL = (context) =>
  // The application only looks whether there is a context.
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(context);
const show = () => renderWithStore(<Map />);
const pick = (id) => ({ layer: { id }, object: { properties: { id: 7 } } });

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

test('only features with a path look and act like links', () => {
  const { router } = show();
  const cursorOver = (picked) => {
    act(() => deck.onHover(picked));
    return deck.getCursor({ isDragging: false });
  };
  expect(cursorOver(pick('states'))).toBe('grab');
  expect(cursorOver(pick('stores'))).toBe('pointer');
  expect(cursorOver({ layer: null })).toBe('grab');
  act(() => deck.onClick(pick('states')));
  expect(router.state.location.pathname).toBe('/');
  act(() => deck.onClick(pick('stores')));
  expect(router.state.location.pathname).toBe('/stores/7');
});

test('the map is a single, labeled tab stop', () => {
  show();
  expect(screen.getByRole('application')).toHaveAccessibleName(/arrow keys/);
  expect(basemap.interactive).toBe(false);
});
