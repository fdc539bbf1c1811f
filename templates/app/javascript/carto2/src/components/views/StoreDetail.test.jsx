import { act, fireEvent, screen } from '@testing-library/react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { getStore } from 'data/models/storeModel';
import { CartoError } from 'data/cartoError';
import { renderWithStore } from '../../testUtils';
import StoreDetail from './StoreDetail';

vi.mock('data/models/storeModel', async (original) => ({
  ...(await original()),
  getStore: vi.fn(),
}));
vi.mock('data/models/revenueModel', () => ({ getRevenueByMonth: () => Promise.resolve([]) }));

const STORE = {
  cartodb_id: 12,
  store_id: 1002,
  storetype: 'Drugstore',
  address: '638 Main Street',
  city: 'Dallas',
  state: 'TX',
  zip: '75201',
  revenue: 1_234_567,
  size_m2: 1797,
  longitude: -96.8,
  latitude: 32.8,
};
const open = (id) =>
  renderWithStore(null, {
    path: `/stores/${id}`,
    routes: [
      { path: '/', element: null },
      { path: '/stores/:id', element: <StoreDetail /> },
    ],
  });

describe('the page of a store', () => {
  beforeEach(() => {
    vi.mocked(getStore).mockReset();
  });

  test('shows the store, moves the map to it, and moves it back when left', async () => {
    vi.mocked(getStore).mockResolvedValue(STORE);
    const { store, router } = open('12');
    const { longitude } = store.getState().carto.viewState;
    expect(await screen.findByRole('heading', { name: '638 Main Street' })).toBeVisible();
    expect(screen.getByText('Dallas, TX, 75201')).toBeVisible();
    expect(store.getState().carto.viewState).toMatchObject({ longitude: -96.8, latitude: 32.8 });

    await act(() => router.navigate('/'));
    expect(store.getState().carto.viewState.longitude).toBe(longitude);
  });

  test.each(['abc', '0', '1;DROP'])('sends no request for the id %s', (id) => {
    open(id);
    expect(screen.getByRole('heading', { name: 'Store not found' })).toBeVisible();
    expect(getStore).not.toHaveBeenCalled();
  });

  test('says that a store does not exist, or what went wrong', async () => {
    vi.mocked(getStore).mockResolvedValueOnce(null);
    open('99');
    expect(await screen.findByRole('heading', { name: 'Store not found' })).toBeVisible();
    vi.mocked(getStore).mockRejectedValueOnce(new CartoError('Could not reach CARTO.'));
    open('98');
    expect(await screen.findByRole('alert')).toHaveTextContent('Could not reach CARTO.');
  });

  test('can retry after an error', async () => {
    vi.mocked(getStore).mockRejectedValueOnce(new CartoError('Could not reach CARTO.'));
    vi.mocked(getStore).mockResolvedValueOnce(STORE);
    open('12');
    fireEvent.click(await screen.findByRole('button', { name: 'Try again' }));
    expect(screen.queryByRole('alert')).toBeNull();
    expect(await screen.findByRole('heading', { name: '638 Main Street' })).toBeVisible();
  });

  test('does not move the map for a store without a location', async () => {
    vi.mocked(getStore).mockResolvedValue({ ...STORE, longitude: null, latitude: null });
    const { store } = open('12');
    const before = store.getState().carto.viewState;
    expect(await screen.findByText('The location of this store is unknown.')).toBeVisible();
    expect(store.getState().carto.viewState).toEqual(before);
    expect(screen.queryByRole('button', { name: 'Calculate isochrone' })).toBeNull();
  });
});
