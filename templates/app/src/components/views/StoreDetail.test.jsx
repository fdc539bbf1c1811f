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

const STORE = {
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
    getStore.mockReset();
  });

  test('shows the store, moves the map to it, and back on leaving', async () => {
    getStore.mockResolvedValue(STORE);
    const { store, router } = open('12');
    const { longitude } = store.getState().carto.viewState;
    expect(await screen.findByRole('heading', { name: '638 Main Street' })).toBeVisible();
    expect(screen.getByText('Dallas, TX, 75201')).toBeVisible();
    expect(store.getState().carto.viewState).toMatchObject({ longitude: -96.8, latitude: 32.8 });

    await act(() => router.navigate('/'));
    expect(store.getState().carto.viewState.longitude).toBe(longitude);
  });

  test.each(['abc', '0', '1;DROP'])('asks CARTO nothing about %s', (id) => {
    open(id);
    expect(screen.getByRole('heading', { name: 'There is no such store' })).toBeVisible();
    expect(getStore).not.toHaveBeenCalled();
  });

  test('says when there is no such store, or what went wrong', async () => {
    getStore.mockResolvedValueOnce(null);
    open('99');
    expect(await screen.findByRole('heading', { name: 'There is no such store' })).toBeVisible();
    getStore.mockRejectedValueOnce(new CartoError('CARTO could not be reached.'));
    open('98');
    expect(await screen.findByRole('alert')).toHaveTextContent('CARTO could not be reached.');
  });

  test('can be asked for again after an error', async () => {
    getStore.mockRejectedValueOnce(new CartoError('CARTO could not be reached.'));
    getStore.mockResolvedValueOnce(STORE);
    open('12');
    fireEvent.click(await screen.findByRole('button', { name: 'Try again' }));
    expect(screen.queryByRole('alert')).toBeNull();
    expect(await screen.findByRole('heading', { name: '638 Main Street' })).toBeVisible();
  });

  test('leaves the map where it is for a store without a place', async () => {
    getStore.mockResolvedValue({ ...STORE, longitude: null, latitude: null });
    const { store } = open('12');
    const before = store.getState().carto.viewState;
    expect(await screen.findByText('CARTO does not know where this store is.')).toBeVisible();
    expect(store.getState().carto.viewState).toEqual(before);
    expect(screen.queryByRole('button', { name: 'Calculate isochrone' })).toBeNull();
  });
});
