import { screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { getRevenueByMonth } from 'data/models/revenueModel';
import { lastParams, renderWidget } from '../../widgetTestUtils';
import RevenueInView from './RevenueInView';

vi.mock('data/features/executeTask', { spy: true });
vi.mock('data/models/revenueModel', () => ({ getRevenueByMonth: vi.fn() }));
vi.mock('data/sources/storesSource', () => ({ default: { id: 'stores' } }));

test('is the revenue of the stores in view', async () => {
  vi.mocked(getRevenueByMonth).mockResolvedValue([{ month: '2025-01', revenue: 90_000 }]);
  // Tiles leave NULLs out.
  await renderWidget(<RevenueInView />, { distinct: [1002, undefined, 1007] });
  expect(lastParams('distinct')).toMatchObject({ column: 'store_id' });
  expect(vi.mocked(getRevenueByMonth).mock.lastCall[0].storeIds).toEqual([1002, 1007]);
  expect(screen.getByRole('img')).toHaveAccessibleName('January 2025: $90K');
});
