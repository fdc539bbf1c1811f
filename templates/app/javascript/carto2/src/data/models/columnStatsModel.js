import { executeSql } from 'data/executeSql';

/** The range of a column in the query of a source, in view or not; null if no row has a value. */
export async function readColumnStats({ credentials, data, column, signal }) {
  const name = `"${column.replaceAll('"', '""')}"`;
  const query = `
    SELECT MIN(${name}) AS min, MAX(${name}) AS max, AVG(${name}) AS mean,
      BOOL_AND(${name} = FLOOR(${name})) AS whole
    FROM (${data}) AS source
  `;
  const { rows } = await executeSql({ credentials, query, signal });
  const [{ min, max, mean, whole }] = rows;
  if (min === null) return null;
  const stats = {
    min: Number(min),
    max: Number(max),
    mean: Number(mean),
    isInteger: whole,
  };
  return stats;
}
