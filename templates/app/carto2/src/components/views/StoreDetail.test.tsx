import { act, fireEvent, screen } from '@testing-library/react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { getExtent } from 'data/models/extentModel';
import { getStore } from 'data/models/storeModel';
import type * as StoreModel from 'data/models/storeModel';
import { CartoError } from 'data/cartoError';
import { renderWithStore } from '../../testUtils';
import StoreDetail from './StoreDetail';
import Stores from './Stores';

vi.mock('data/models/storeModel', async (original) => ({
  ...(await original<typeof StoreModel>()),
  getStore: vi.fn(),
}));
vi.mock('data/models/extentModel', () => ({ getExtent: vi.fn() }));
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
// The widgets of the list, which these tests do not need.
vi.mock('hooks/useRowCount', () => ({ default: () => null }));

const openPath = (path: string) =>
  renderWithStore(null, {
    path,
    routes: [
      { path: '/', element: null },
      {
        path: '/stores',
        element: <Stores />,
        children: [{ path: ':id', element: <StoreDetail /> }],
      },
    ],
  });
const open = (id: string) => openPath(`/stores/${id}`);

describe('the page of a store', () => {
  beforeEach(() => {
    vi.mocked(getStore).mockReset();
    vi.mocked(getExtent).mockReset();
    vi.mocked(getExtent).mockResolvedValue([12, 55, 13, 56]);
  });

  test('shows the store, moves the map to it, and moves it back when left', async () => {
    vi.mocked(getStore).mockResolvedValue(STORE);
    const { store, router } = openPath('/stores');
    const { longitude } = store.getState().carto.viewState;
    await act(() => router.navigate('/stores/12'));
    expect(await screen.findByRole('heading', { name: '638 Main Street' })).toBeVisible();
    expect(screen.getByText('Dallas, TX, 75201')).toBeVisible();
    expect(store.getState().carto.viewState).toMatchObject({ longitude: -96.8, latitude: 32.8 });

    await act(() => router.navigate('/stores'));
    expect(store.getState().carto.viewState.longitude).toBe(longitude);
  });

  test('shows all stores when left, if the list was not open before', async () => {
    vi.mocked(getStore).mockResolvedValue(STORE);
    const { store, router } = openPath('/');
    // As after a reload, this page does not have React Router's key of a first one.
    await act(() => router.navigate('/stores/12'));
    expect(await screen.findByRole('heading', { name: '638 Main Street' })).toBeVisible();
    await act(() => router.navigate('/stores'));
    expect(store.getState().carto.viewState.longitude).toBeCloseTo(12.5);
    await act(() => router.navigate(-1));
    await act(() => router.navigate('/stores'));
    expect(getExtent).toHaveBeenCalledOnce();
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
