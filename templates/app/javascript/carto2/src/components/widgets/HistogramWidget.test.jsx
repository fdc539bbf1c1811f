import { act, fireEvent, screen } from '@testing-library/react';
import { addSource, setFeaturesReady } from '@carto/react-redux';
import { executeTask } from 'data/features/executeTask';
import { expect, test, vi } from 'vitest';
import { renderWithStore } from '../../testUtils';
import HistogramWidget from './HistogramWidget';

vi.mock('data/features/executeTask', { spy: true });

const TICKS = [10, 20];

test('each bar shows its range and its count, and filters by its range', async () => {
  vi.mocked(executeTask).mockResolvedValue([4, 7, 0]);
  const { store } = renderWithStore(
    <HistogramWidget id="bySize" title="Sizes" sourceId="stores" column="size" ticks={TICKS} />,
  );
  await act(async () => {
    store.dispatch(addSource({ id: 'stores', type: 'query', data: 'SELECT 1' }));
    store.dispatch(setFeaturesReady({ sourceId: 'stores', ready: true }));
  });
  const labels = screen.getAllByRole('button').map((bar) => bar.getAttribute('aria-label'));
  expect(labels).toEqual(['Below 10: 4', '10 to 20: 7', '20 and more: 0']);

  const last = screen.getByRole('button', { name: '20 and more: 0' });
  await act(async () => fireEvent.click(last));
  expect(last).toHaveAttribute('aria-pressed', 'true');
  expect(store.getState().carto.dataSources.stores.filters.size.closed_open).toMatchObject({
    values: [[20, null]],
    owner: 'bySize',
  });
});
