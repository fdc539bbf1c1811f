import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { addSource, removeSource, setViewState } from '@carto/react-redux';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { getExtent } from 'data/models/extentModel';
import { renderWithStore } from '../../testUtils';
import MapControls from './MapControls';

vi.mock('data/models/extentModel', async (original) => ({
  ...(await original()),
  getExtent: vi.fn(),
}));

const HERE = { longitude: 12.5, latitude: 55.7 };

function show() {
  const { store } = renderWithStore(<MapControls />);
  act(() => void store.dispatch(setViewState({ width: 800, height: 600 })));
  return { store, at: () => store.getState().carto.viewState };
}
const button = (name) => screen.queryByRole('button', { name });
const click = (name) => act(async () => fireEvent.click(button(name)));
const status = () => screen.getByRole('status').textContent;

/** Browsers have these; the tests' one does not. */
function provide(name, value) {
  Object.defineProperty(navigator, name, { configurable: true, value });
}
afterEach(() => {
  Reflect.deleteProperty(navigator, 'clipboard');
  Reflect.deleteProperty(navigator, 'geolocation');
});

describe('the controls of the map', () => {
  test('zoom in and out', async () => {
    const { at } = show();
    const { zoom } = at();
    await click('Zoom in');
    expect(at().zoom).toBe(zoom + 1);
    await click('Zoom out');
    expect(at().zoom).toBeCloseTo(zoom);
  });

  test('leave out what the browser does not have', () => {
    show();
    expect(button('My location')).toBeNull();
    expect(button('Full screen')).toBeNull();
  });
});

describe('“Fit to data”', () => {
  beforeEach(() => {
    vi.mocked(getExtent).mockReset();
  });
  const add = (store) =>
    act(() => void store.dispatch(addSource({ id: 'roads', type: 'query', data: 'SELECT 1' })));

  test('moves the map to the data, if there are any', async () => {
    const { store, at } = show();
    expect(button('Fit to data')).toBeNull();
    add(store);
    vi.mocked(getExtent).mockResolvedValue([12, 55, 13, 56]);
    await click('Fit to data');
    expect(at().longitude).toBeCloseTo(12.5, 1);
    expect(status()).toBe('');

    vi.mocked(getExtent).mockResolvedValue(null);
    await click('Fit to data');
    expect(status()).toBe('There are no data to show.');
  });

  test('is only there for sources whose extent CARTO can tell', () => {
    const { store } = show();
    add(store);
    expect(button('Fit to data')).toBeInTheDocument();
    act(() => {
      store.dispatch(removeSource('roads'));
      store.dispatch(addSource({ id: 'trees', type: 'tileset', data: 'trees' }));
    });
    expect(button('Fit to data')).toBeNull();
  });

  test('says that CARTO did not answer', async () => {
    const { store } = show();
    add(store);
    vi.mocked(getExtent).mockRejectedValue(new Error('Could not reach CARTO.'));
    await click('Fit to data');
    expect(status()).toBe('CARTO could not tell where the data are.');
  });
});

describe('“My location”', () => {
  const getCurrentPosition = vi.fn();
  beforeEach(() => {
    getCurrentPosition.mockReset();
    provide('geolocation', { getCurrentPosition });
  });

  test('asks for the location when it is pressed, and shows it', async () => {
    const { at } = show();
    expect(getCurrentPosition).not.toHaveBeenCalled();
    await click('My location');
    await click('My location');
    expect(getCurrentPosition).toHaveBeenCalledOnce();
    expect(button('My location')).toHaveAttribute('aria-disabled', 'true');
    expect(button('My location')).toBeEnabled();
    const [succeed] = getCurrentPosition.mock.calls[0];
    act(() => succeed({ coords: HERE }));
    expect(at()).toMatchObject(HERE);
    expect(screen.getByRole('img', { name: 'You are here' })).toBeInTheDocument();
    expect(status()).toBe('The map shows your location.');
  });

  test.each([
    [1, 'Your browser does not share your location with this site.'],
    [2, 'Your location could not be found.'],
  ])('says why it is unknown: %i', async (code, message) => {
    const { at } = show();
    const before = at();
    await click('My location');
    const [, fail] = getCurrentPosition.mock.calls[0];
    act(() => fail({ code }));
    expect(status()).toBe(message);
    expect(at()).toBe(before);
    expect(button('My location')).toHaveAttribute('aria-disabled', 'false');
  });
});

describe('“Copy link”', () => {
  test('copies the address', async () => {
    const writeText = vi.fn().mockResolvedValue(undefined);
    provide('clipboard', { writeText });
    show();
    await click('Copy link');
    expect(writeText).toHaveBeenCalledExactlyOnceWith(window.location.href);
    expect(status()).toBe('Link copied.');
  });

  test('says that it could not', async () => {
    show();
    await click('Copy link');
    await waitFor(() =>
      expect(status()).toBe('Could not copy the link. Copy it from the address bar.'),
    );
  });
});
