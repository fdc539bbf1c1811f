import { executeSql } from 'data/executeSql';
import type { Credentials } from 'data/source';

interface CountRequest {
  credentials: Credentials;
  data: string;
  signal?: AbortSignal;
}

/** The total number of rows in the query of a source, in view or not. */
export async function countRows({ credentials, data, signal }: CountRequest) {
  const query = `SELECT COUNT(*) AS count FROM (${data}) AS source`;
  const { rows } = await executeSql<{ rows: [{ count: number }] }>({ credentials, query, signal });
  return Number(rows[0].count);
}
