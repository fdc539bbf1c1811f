import { act, fireEvent, screen } from '@testing-library/react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { CartoError } from 'data/cartoError';
import { getIsochrone } from 'data/models/isochroneModel';
import useIsochroneCredentials, { HOW_TO_GET_CREDENTIALS } from 'hooks/useIsochroneCredentials';
import { renderWithStore } from '../../testUtils';
import IsochroneWidget from './IsochroneWidget';

vi.mock('data/models/isochroneModel', async (original) => ({
  ...(await original()),
  getIsochrone: vi.fn(),
}));
vi.mock('hooks/useIsochroneCredentials', async (original) => ({
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
  features: [{ type: 'Feature', geometry: { type: 'Polygon', coordinates: [] }, properties: {} }],
};

function show(credentials) {
  vi.mocked(useIsochroneCredentials).mockReturnValue(credentials);
  return renderWithStore(<IsochroneWidget longitude={-71} latitude={42} />);
}
const calculate = () =>
  act(async () => fireEvent.click(screen.getByRole('button', { name: 'Calculate isochrone' })));

describe('the isochrone widget', () => {
  beforeEach(() => {
    vi.mocked(getIsochrone).mockReset();
  });

  test('without credentials, says what it needs and sends no request', async () => {
    show(null);
    await calculate();
    expect(screen.getByRole('alert')).toHaveTextContent(HOW_TO_GET_CREDENTIALS);
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
