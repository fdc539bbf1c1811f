import { act, fireEvent, screen } from '@testing-library/react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { CartoError } from 'data/cartoError';
import { getIsochrone } from 'data/models/isochroneModel';
import { countStoresIn } from 'data/models/storeModel';
import useServiceCredentials, { howToGetCredentials } from 'hooks/useServiceCredentials';
import { renderWithStore } from '../../testUtils';
import IsochroneWidget from './IsochroneWidget';

vi.mock('data/models/isochroneModel', async (original) => ({
  ...(await original()),
  getIsochrone: vi.fn(),
}));
vi.mock('data/models/storeModel', () => ({ countStoresIn: vi.fn() }));
vi.mock('hooks/useServiceCredentials', async (original) => ({
  ...(await original()),
  default: vi.fn(),
}));

const CREDENTIALS = {
  username: 'alice',
  apiKey: 'token',
  serverUrlTemplate: 'https://{user}.carto.com',
};
const FOUND = {
  type: 'FeatureCollection',
  features: [
    {
      type: 'Feature',
      geometry: { type: 'Polygon', coordinates: [] },
      properties: { area: 2.345, west: -71.01, south: 41.99, east: -70.99, north: 42.01 },
    },
  ],
};

function show(credentials) {
  vi.mocked(useServiceCredentials).mockReturnValue(credentials);
  return renderWithStore(<IsochroneWidget longitude={-71} latitude={42} />);
}
const calculate = () =>
  act(async () => fireEvent.click(screen.getByRole('button', { name: 'Calculate isochrone' })));

describe('the isochrone widget', () => {
  beforeEach(() => {
    vi.mocked(getIsochrone).mockReset();
    vi.mocked(countStoresIn).mockResolvedValue(3);
  });

  test('without credentials, says what it needs and sends no request', async () => {
    show(null);
    await calculate();
    expect(screen.getByRole('alert')).toHaveTextContent(
      howToGetCredentials('calculate isochrones'),
    );
    expect(getIsochrone).not.toHaveBeenCalled();
  });

  test('adds the isochrone to the map, and removes it again', async () => {
    vi.mocked(getIsochrone).mockResolvedValue(FOUND);
    const { store } = show(CREDENTIALS);
    await calculate();
    expect(vi.mocked(getIsochrone).mock.lastCall[0]).toMatchObject({
      credentials: CREDENTIALS,
      longitude: -71,
      latitude: 42,
      mode: 'walk',
      minutes: 5,
    });
    expect(store.getState().carto.layers.isochroneLayer.data).toEqual(FOUND);
    fireEvent.click(screen.getByRole('button', { name: 'Clear' }));
    expect(store.getState().carto.layers).toEqual({});
  });

  test('moves the map to the isochrone, and says what is within reach', async () => {
    vi.mocked(getIsochrone).mockResolvedValue(FOUND);
    const { store } = show(CREDENTIALS);
    await calculate();
    const { longitude, latitude } = store.getState().carto.viewState;
    expect(longitude).toBeCloseTo(-71, 3);
    expect(latitude).toBeCloseTo(42, 3);
    expect(screen.getByRole('status')).toHaveTextContent('Within reach: 2.3 km², 3 stores');
    fireEvent.click(screen.getByRole('button', { name: 'Clear' }));
    expect(screen.getByRole('status')).toBeEmptyDOMElement();
  });

  test('shows the isochrone even if the stores within can not be counted', async () => {
    vi.mocked(getIsochrone).mockResolvedValue(FOUND);
    vi.mocked(countStoresIn).mockRejectedValue(new CartoError('The request failed.', 500));
    const { store } = show(CREDENTIALS);
    await calculate();
    expect(screen.getByRole('status')).toHaveTextContent('Within reach: 2.3 km²');
    expect(store.getState().app.error).toBeNull();
  });

  test('removes the isochrone when the settings change', async () => {
    vi.mocked(getIsochrone).mockResolvedValue(FOUND);
    const { store } = show(CREDENTIALS);
    await calculate();
    fireEvent.mouseDown(screen.getByRole('combobox', { name: 'Range' }));
    fireEvent.click(screen.getByRole('option', { name: '15 minutes' }));
    expect(store.getState().carto.layers).toEqual({});
    await calculate();
    expect(vi.mocked(getIsochrone).mock.lastCall[0]).toMatchObject({ mode: 'walk', minutes: 15 });
  });

  test('says that there is no area', async () => {
    vi.mocked(getIsochrone).mockResolvedValue({ type: 'FeatureCollection', features: [] });
    show(CREDENTIALS);
    await calculate();
    expect(screen.getByRole('alert')).toHaveTextContent('no reachable area');
  });

  test('reports an error, and can retry', async () => {
    vi.mocked(getIsochrone).mockRejectedValue(new CartoError('CARTO denied access.', 403));
    const { store } = show(CREDENTIALS);
    await calculate();
    expect(store.getState().app.error).toBe('CARTO denied access.');
    expect(screen.getByRole('button', { name: 'Calculate isochrone' })).toBeEnabled();
  });
});
