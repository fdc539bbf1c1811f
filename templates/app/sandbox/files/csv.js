/** Reads a CSV file (RFC 4180, with a header) as `{ columns, records, place }`. Values are strings or null. */
import { DataError } from './dataError.js';
import { isPosition } from './geometry.js';

// A field, quoted or not, and its end.
const FIELD = /(?:"([^"]*(?:""[^"]*)*)"|([^",\r\n]*))(,|\r?\n|\r|$)/y;

export function readCsv(text, file) {
  const [header, ...lines] = splitLines(text, file);
  if (!header)
    throw new DataError(file, 'the file is empty; it needs a header and a line for each row');
  const columns = header.fields.map((name) => name?.trim() ?? '');
  const records = lines.map(({ line, fields }) => {
    if (fields.length !== columns.length) {
      const message = `expected ${columns.length} fields, as in the header, but found ${fields.length}`;
      throw new DataError(`${file}:${line}`, message);
    }
    const values = Object.fromEntries(fields.map((field, nth) => [columns[nth], field]));
    return { line, values: withPoint(values, `${file}:${line}`) };
  });
  return {
    columns: columns.map((name, nth) => ({
      name,
      place: () => `${file}:${header.line}, column ${nth + 1}`,
    })),
    records,
    place: ({ line }) => `${file}:${line}`,
  };
}

/** Adds a point to rows with a longitude and a latitude instead of a geometry. */
function withPoint(values, place) {
  const { longitude, latitude } = values;
  if ('the_geom' in values || !longitude || !latitude) return values;
  const position = [Number(longitude), Number(latitude)];
  if (!isPosition(position)) {
    const message = `longitude "${longitude}" and latitude "${latitude}" must be degrees`;
    throw new DataError(place, message);
  }
  return { ...values, the_geom: `POINT(${position.join(' ')})` };
}

/** The fields of each non-empty line, with the number of its first line. */
function splitLines(text, file) {
  const lines = [];
  let current = { line: 1, fields: [] };
  let line = 1;
  FIELD.lastIndex = 0;
  while (FIELD.lastIndex < text.length || current.fields.length) {
    const field = FIELD.exec(text);
    if (!field) throw new DataError(`${file}:${line}`, 'unexpected or unclosed quote');
    const [whole, quoted, plain, end] = field;
    current.fields.push((quoted?.replaceAll('""', '"') ?? plain) || null);
    line += whole.split(/\r\n|\r|\n/).length - 1;
    if (end === ',') continue;
    if (current.fields.length > 1 || current.fields[0] !== null) lines.push(current);
    current = { line, fields: [] };
  }
  return lines;
}
