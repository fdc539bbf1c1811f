import { executeSql } from 'data/executeSql';

/** The total number of rows in the query of a source, in view or not. */
export async function countRows({ credentials, data, signal }) {
  const query = `SELECT COUNT(*) AS count FROM (${data}) AS source`;
  const { rows } = await executeSql({ credentials, query, signal });
  return Number(rows[0].count);
}
