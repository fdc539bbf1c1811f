import { act, fireEvent, screen } from '@testing-library/react';
import { setViewState } from '@carto/react-redux';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { CartoError } from 'data/cartoError';
import { findPlace } from 'data/models/placeModel';
import useServiceCredentials, { howToGetCredentials } from 'hooks/useServiceCredentials';
import { renderWithStore } from '../../testUtils';
import MapControls from './MapControls';

vi.mock('data/models/placeModel', async (original) => ({
  ...(await original()),
  findPlace: vi.fn(),
}));
vi.mock('hooks/useServiceCredentials', async (original) => ({
  ...(await original()),
  default: vi.fn(),
}));

const CREDENTIALS = {
  username: 'alice',
  apiKey: 'token',
  serverUrlTemplate: 'https://{user}.carto.com',
};
const BOSTON = { longitude: -71.06, latitude: 42.36, zoom: 11 };

function open(credentials = CREDENTIALS) {
  vi.mocked(useServiceCredentials).mockReturnValue(credentials);
  const { store } = renderWithStore(<MapControls />);
  act(() => void store.dispatch(setViewState({ width: 800, height: 600 })));
  fireEvent.click(button('Search for a place'));
  return { store, at: () => store.getState().carto.viewState };
}
const button = (name) => screen.queryByRole('button', { name });
const field = () => screen.queryByRole('textbox', { name: 'Town or address' });
const marker = () => screen.queryByRole('img', { name: 'Boston' });
const search = (name) =>
  act(async () => {
    fireEvent.change(field(), { target: { value: name } });
    fireEvent.submit(screen.getByRole('search'));
  });
/** The next search finds this only when it is told to. */
function later() {
  let resolve;
  vi.mocked(findPlace).mockReturnValue(new Promise((settle) => (resolve = settle)));
  return (place) => act(async () => resolve(place));
}
const said = () => screen.getAllByRole('status').map(({ textContent }) => textContent);

describe('the search for places', () => {
  beforeEach(() => {
    vi.mocked(findPlace).mockReset();
  });

  test('moves the map to a place and marks it, until it is cleared', async () => {
    vi.mocked(findPlace).mockResolvedValue(BOSTON);
    const { at } = open();
    expect(field()).toHaveFocus();
    await search('Boston');
    const request = { credentials: CREDENTIALS, name: 'Boston' };
    expect(findPlace).toHaveBeenCalledExactlyOnceWith(expect.objectContaining(request));
    expect(at()).toMatchObject(BOSTON);
    expect(marker()).toBeInTheDocument();
    expect(said()).toContain('The map shows Boston.');
    expect(button('Search for a place')).toHaveFocus();

    fireEvent.click(button('Clear the place'));
    expect(marker()).toBeNull();
    expect(field()).toHaveValue('');
    expect(field()).toHaveFocus();
  });

  test('leaves the focus alone that is elsewhere by the time it finds a place', async () => {
    const answer = later();
    open();
    await search('Boston');
    button('Zoom in').focus();
    await answer(BOSTON);
    expect(marker()).toBeInTheDocument();
    expect(button('Zoom in')).toHaveFocus();
  });

  test('says what went wrong, even if it was closed meanwhile', async () => {
    const answer = later();
    open();
    await search('Atlantis');
    fireEvent.keyDown(field(), { key: 'Escape' });
    await answer(null);
    expect(said()).toContain('CARTO found no such place.');
  });

  test('Esc closes it and returns the focus, and the place stays', async () => {
    vi.mocked(findPlace).mockResolvedValue(BOSTON);
    open();
    await search('Boston');
    fireEvent.keyDown(field(), { key: 'Escape' });
    expect(field()).toBeNull();
    expect(button('Search for a place')).toHaveFocus();
    expect(marker()).toBeInTheDocument();
  });

  test('says that there is no such place', async () => {
    vi.mocked(findPlace).mockResolvedValue(null);
    const { at } = open();
    const before = at();
    await search('Atlantis');
    expect(said()).toContain('CARTO found no such place.');
    expect(at()).toBe(before);
    expect(field()).toHaveFocus();
  });

  test('without credentials, says what it needs and sends no request', async () => {
    open(null);
    expect(said()).toContain(howToGetCredentials('search for places'));
    await search('Boston');
    expect(findPlace).not.toHaveBeenCalled();
  });

  test('says that a permission is missing', async () => {
    vi.mocked(findPlace).mockRejectedValue(new CartoError('CARTO denied access.', 403));
    open();
    await search('Boston');
    expect(said().join()).toContain('allow');
    expect(said().join()).not.toContain('CARTO denied access.');
  });

  test('says why a request failed, and can retry', async () => {
    vi.mocked(findPlace).mockRejectedValueOnce(new CartoError('Could not reach CARTO.'));
    vi.mocked(findPlace).mockResolvedValueOnce(BOSTON);
    open();
    await search('Boston');
    expect(said()).toContain('Could not reach CARTO.');
    await search('Boston');
    expect(marker()).toBeInTheDocument();
    expect(said()).not.toContain('Could not reach CARTO.');
  });

  test('sends no request for an empty name', async () => {
    open();
    await search('  ');
    expect(findPlace).not.toHaveBeenCalled();
  });
});
