import { beforeEach, describe, expect, test, vi } from 'vitest';
import { executeSql } from 'data/executeSql';
import { publicAccount } from 'data/sources/publicAccount';
import { getRevenueByMonth } from './revenueModel';

vi.mock('data/executeSql', () => ({ executeSql: vi.fn() }));

describe('the revenue model', () => {
  beforeEach(() => {
    vi.mocked(executeSql).mockReset();
  });

  test('requests the months of the stores from CARTO, with the public account', async () => {
    const rows = [{ month: '2025-01', revenue: 120_000 }];
    vi.mocked(executeSql).mockResolvedValue({ rows });
    const { signal } = new AbortController();
    expect(await getRevenueByMonth({ storeIds: [1002, 1007], signal })).toEqual(rows);
    const request = vi.mocked(executeSql).mock.lastCall[0];
    expect(request).toMatchObject({ credentials: publicAccount, signal });
    expect(request.query).toContain("WHERE store_id IN ('1002', '1007')");
  });

  test('requests nothing for no stores', async () => {
    expect(await getRevenueByMonth({ storeIds: [] })).toEqual([]);
    expect(executeSql).not.toHaveBeenCalled();
  });

  // Callers could pass anything.
  test.each([undefined, null, '12', "1' OR '1'='1", 0, -1, 1.5, NaN, 2 ** 60, [1]])(
    'rejects %s without a request',
    async (storeId) => {
      await expect(getRevenueByMonth({ storeIds: [1002, storeId] })).rejects.toThrow(RangeError);
      expect(executeSql).not.toHaveBeenCalled();
    },
  );
});
