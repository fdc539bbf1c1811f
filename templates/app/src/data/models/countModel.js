import { executeSql } from 'data/executeSql';

/** How many rows a source's query has in all, wherever they are. */
export async function countRows({ credentials, data, signal }) {
  const query = `SELECT COUNT(*) AS count FROM (${data}) AS source`;
  const { rows } = await executeSql({ credentials, query, signal });
  return Number(rows[0].count);
}
