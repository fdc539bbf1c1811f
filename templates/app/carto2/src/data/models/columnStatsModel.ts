import { executeSql } from 'data/executeSql';
import type { ColumnStats } from 'data/features/calculations';
import type { Credentials } from 'data/source';

interface StatsRequest {
  credentials: Credentials;
  data: string;
  column: string;
  signal?: AbortSignal;
}

type Answer = {
  rows: [Record<'min' | 'max' | 'mean', number | string | null> & { whole: boolean }];
};

/** The range of a column in the query of a source, in view or not; null if no row has a value. */
export async function readColumnStats({ credentials, data, column, signal }: StatsRequest) {
  const name = `"${column.replaceAll('"', '""')}"`;
  const query = `
    SELECT MIN(${name}) AS min, MAX(${name}) AS max, AVG(${name}) AS mean,
      BOOL_AND(${name} = FLOOR(${name})) AS whole
    FROM (${data}) AS source
  `;
  const { rows } = await executeSql<Answer>({ credentials, query, signal });
  const [{ min, max, mean, whole }] = rows;
  if (min === null) return null;
  const stats: ColumnStats = {
    min: Number(min),
    max: Number(max),
    mean: Number(mean),
    isInteger: whole,
  };
  return stats;
}
