import { act, screen } from '@testing-library/react';
import { addSource, setFeaturesReady } from '@carto/react-redux';
import { beforeEach, expect, test, vi } from 'vitest';
import { executeTask } from 'data/features/executeTask';
import { getRevenueByMonth } from 'data/models/revenueModel';
import { renderWithStore } from '../../testUtils';
import { lastParams, renderWidget } from '../../widgetTestUtils';
import RevenueInView from './RevenueInView';

vi.mock('data/features/executeTask', { spy: true });
vi.mock('data/models/revenueModel', () => ({ getRevenueByMonth: vi.fn() }));
vi.mock('data/sources/storesSource', () => ({ default: { id: 'stores' } }));

beforeEach(() => {
  vi.mocked(getRevenueByMonth).mockReset();
  vi.mocked(getRevenueByMonth).mockResolvedValue([{ month: '2025-01', revenue: 90_000 }]);
});

test('is the revenue of the stores in view', async () => {
  // Tiles leave NULLs out.
  await renderWidget(<RevenueInView />, { distinct: [1002, undefined, 1007] });
  expect(lastParams('distinct')).toMatchObject({ column: 'store_id' });
  expect(await screen.findByRole('img')).toHaveAccessibleName('January 2025: $90K');
  expect(vi.mocked(getRevenueByMonth).mock.lastCall![0].storeIds).toEqual([1002, 1007]);
});

test('asks CARTO once the stores stay the same, and not again for the same ones', async () => {
  vi.useFakeTimers();
  const { store } = renderWithStore(<RevenueInView />);
  const setReady = (ready: boolean) =>
    act(async () => store.dispatch(setFeaturesReady({ sourceId: 'stores', ready })));
  const wait = (time: number) => act(() => vi.advanceTimersByTimeAsync(time));
  const calculate = async (storeIds: number[]) => {
    vi.mocked(executeTask).mockResolvedValue(storeIds);
    await setReady(false);
    await setReady(true);
    await wait(200);
  };
  act(() => void store.dispatch(addSource({ id: 'stores', type: 'tileset', data: 'stores' })));
  await calculate([1]);
  await calculate([2, 10]);
  expect(getRevenueByMonth).not.toHaveBeenCalled();
  await wait(1000);
  expect(vi.mocked(getRevenueByMonth).mock.lastCall![0].storeIds).toEqual([2, 10]);

  await calculate([10, 2]);
  await wait(1000);
  expect(getRevenueByMonth).toHaveBeenCalledOnce();
  vi.useRealTimers();
});
