import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Reads the rows of a table in this file's folder; every value is text. */
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

/** Writes RFC 4180 CSV, for values that need no quotes. */
export function toCsv(rows) {
  const lines = [Object.keys(rows[0]), ...rows.map(Object.values)].map((values) => values.join(','));
  return `${lines.join('\n')}\n`;
}

/** Writes RFC 7946 GeoJSON with one feature per line, so that diffs and errors with a line point to a feature. */
export function toGeoJson(features) {
  const lines = features.map((feature) => JSON.stringify(feature));
  return `{"type":"FeatureCollection","features":[\n${lines.join(',\n')}\n]}\n`;
}

export const feature = (properties, type, coordinates) => ({
  type: 'Feature',
  properties,
  geometry: { type, coordinates },
});
