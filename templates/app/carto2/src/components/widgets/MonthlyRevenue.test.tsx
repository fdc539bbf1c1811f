import { screen } from '@testing-library/react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { CartoError } from 'data/cartoError';
import { getRevenueByMonth } from 'data/models/revenueModel';
import { renderWithStore } from '../../testUtils';
import MonthlyRevenue from './MonthlyRevenue';

vi.mock('data/models/revenueModel', () => ({ getRevenueByMonth: vi.fn() }));

const STORES = [1002, 1007];

const show = () => renderWithStore(<MonthlyRevenue storeIds={STORES} />);

describe('the monthly revenue of stores', () => {
  beforeEach(() => {
    vi.mocked(getRevenueByMonth).mockReset();
  });

  test('is a chart that names every month', async () => {
    vi.mocked(getRevenueByMonth).mockResolvedValue([
      { month: '2024-12', revenue: 90_000 },
      { month: '2025-01', revenue: 60_000 },
    ]);
    show();
    expect(screen.getByRole('progressbar')).toBeVisible();
    const chart = await screen.findByRole('img');
    expect(chart).toHaveAccessibleName('December 2024: $90K, January 2025: $60K');
    expect(screen.getByText('2024–2025')).toBeVisible();
    const [first, second] = [...chart.querySelectorAll('rect')].map((bar) =>
      Number(bar.getAttribute('height')),
    );
    expect(second! / first!).toBeCloseTo(2 / 3);
    expect(vi.mocked(getRevenueByMonth).mock.lastCall![0]).toMatchObject({ storeIds: STORES });
  });

  test('says that nothing is known', async () => {
    vi.mocked(getRevenueByMonth).mockResolvedValue([]);
    show();
    expect(await screen.findByText(/No revenue has been recorded/)).toBeVisible();
    expect(screen.queryByRole('img')).toBeNull();
  });

  test('says that no store is in view', async () => {
    vi.mocked(getRevenueByMonth).mockResolvedValue([]);
    renderWithStore(<MonthlyRevenue storeIds={[]} />);
    expect(await screen.findByText('No data in this part of the map.')).toBeVisible();
  });

  test('says that it could not be loaded', async () => {
    vi.mocked(getRevenueByMonth).mockRejectedValue(new CartoError('Could not reach CARTO.'));
    show();
    expect(await screen.findByText('Could not load this data.')).toBeVisible();
  });
});
