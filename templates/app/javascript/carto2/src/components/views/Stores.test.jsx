import { act, screen } from '@testing-library/react';
import { addFilter } from '@carto/react-redux';
import { expect, test, vi } from 'vitest';
import storesLayer from 'components/layers/StoresLayer';
import storesSource from 'data/sources/storesSource';
import { renderWithStore } from '../../testUtils';
import Stores from './Stores';

// The total number of stores, which this test does not need.
vi.mock('hooks/useRowCount', () => ({ default: () => null }));

const ROUTES = [
  {
    path: '/stores',
    element: <Stores />,
    children: [{ path: ':id', element: <h1>A store</h1> }],
  },
];

test('the source and its filters stay while a store is open, which the layer highlights', async () => {
  const { store, router } = renderWithStore(null, { path: '/stores', routes: ROUTES });
  const carto = () => store.getState().carto;
  const selected = () => carto().layers[storesLayer.id].selectedId;
  expect(selected()).toBeNull();
  act(() => {
    store.dispatch(
      addFilter({ id: storesSource.id, column: 'storetype', type: 'in', values: ['Drugstore'] }),
    );
  });
  const source = carto().dataSources[storesSource.id];

  await act(() => router.navigate('/stores/12'));
  expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('A store');
  expect(selected()).toBe(12);
  expect(carto().dataSources[storesSource.id]).toBe(source);

  await act(() => router.navigate('/stores'));
  expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('Stores');
  expect(selected()).toBeNull();
  expect(carto().dataSources[storesSource.id]).toBe(source);
});
