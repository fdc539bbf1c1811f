import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The rows of a table beside this file; every value is text. */
export function readTable(name) {
  const [head, ...lines] = readFileSync(join(import.meta.dirname, name), 'utf8')
    .trimEnd()
    .split('\n');
  const columns = head.split(',');
  return lines.map((line) => {
    const values = line.split(',');
    return Object.fromEntries(columns.map((column, index) => [column, values[index]]));
  });
}

/** RFC 4180, for values that need no quotes. */
export function toCsv(rows) {
  const lines = [Object.keys(rows[0]), ...rows.map(Object.values)].map((values) => values.join(','));
  return `${lines.join('\n')}\n`;
}

/** RFC 7946, a feature a line: a difference, or an error with its line, then tells which one. */
export function toGeoJson(features) {
  const lines = features.map((feature) => JSON.stringify(feature));
  return `{"type":"FeatureCollection","features":[\n${lines.join(',\n')}\n]}\n`;
}

export const feature = (properties, type, coordinates) => ({
  type: 'Feature',
  properties,
  geometry: { type, coordinates },
});
