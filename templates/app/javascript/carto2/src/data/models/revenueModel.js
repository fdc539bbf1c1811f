import { executeSql } from 'data/executeSql';
import { publicAccount } from 'data/sources/publicAccount';

/** The revenue of a store of the example in each month, the earliest first. */
export async function getRevenueByMonth({ storeId, signal }) {
  if (!Number.isSafeInteger(storeId) || storeId < 1) {
    throw new RangeError('The number of a store must be a positive whole number.');
  }
  const query = `
    SELECT to_char(date::timestamp, 'YYYY-MM') AS month, sum(revenue)::float8 AS revenue
    FROM retail_stores_revenue
    WHERE store_id = '${storeId}'
    GROUP BY 1
    ORDER BY 1
  `;
  const { rows } = await executeSql({ credentials: publicAccount, query, signal });
  return rows;
}
