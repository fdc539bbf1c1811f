import { executeSql } from 'data/executeSql';
import { publicAccount } from 'data/sources/publicAccount';

export interface MonthRevenue {
  /** Such as 2025-01. */
  month: string;
  revenue: number;
}
type Answer = { rows: MonthRevenue[] };

/** The revenue of some stores of the example together in each month, the earliest first. */
export async function getRevenueByMonth({
  storeIds,
  signal,
}: {
  storeIds: number[];
  signal?: AbortSignal;
}) {
  if (!storeIds.every((id) => Number.isSafeInteger(id) && id > 0)) {
    throw new RangeError('The numbers of stores must be positive whole numbers.');
  }
  if (storeIds.length === 0) return [];
  const query = `
    SELECT to_char(date::timestamp, 'YYYY-MM') AS month, sum(revenue)::float8 AS revenue
    FROM retail_stores_revenue
    WHERE store_id IN (${storeIds.map((id) => `'${id}'`).join(', ')})
    GROUP BY 1
    ORDER BY 1
  `;
  const { rows } = await executeSql<Answer>({ credentials: publicAccount, query, signal });
  return rows;
}
