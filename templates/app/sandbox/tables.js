/** Reads the tables in sandbox/data: TABLE.csv, TABLE.geojson, or SCHEMA.TABLE.… */
import { readdir, readFile } from 'node:fs/promises';
import { join, parse, relative } from 'node:path';
import { readCsv } from './files/csv.js';
import { DataError } from './files/dataError.js';
import { readGeoJson } from './files/geojson.js';
import { inferType } from './files/inferType.js';

const READERS = { '.csv': readCsv, '.geojson': readGeoJson };
const LEGAL = /^[a-z0-9_]{1,63}$/;
const LEGAL_SCHEMA = /^(?!pg_|information_schema$)[a-z0-9_-]{1,63}$/;
const RULE = 'lowercase letters, digits and _, at most 63 characters';
const TAKEN_TABLES = ['geography_columns', 'geometry_columns', 'spatial_ref_sys'];
const TAKEN_COLUMNS = ['cmax', 'cmin', 'ctid', 'tableoid', 'xmax', 'xmin'];
const MAX_ID = 2 ** 31 - 1;

/** Finds the `{ schema, name, file }` of each table from the file names. */
export async function findTables(dataDir, log) {
  const tables = new Map();
  for (const fileName of await filesOf(dataDir)) {
    if (fileName.startsWith('.') || fileName.endsWith('.md')) continue;
    const file = relative(process.cwd(), join(dataDir, fileName));
    const table = tableIn(file);
    if (!table) {
      log(`${file} is ignored. Only .csv and .geojson files are tables.`);
      continue;
    }
    const key = `${table.schema}.${table.name}`;
    const other = tables.get(key);
    if (other)
      throw new DataError(file, `${other.file} is the same table; remove or rename one of them`);
    tables.set(key, table);
  }
  return [...tables.values()];
}

async function filesOf(dataDir) {
  try {
    return (await readdir(dataDir)).sort();
  } catch (error) {
    throw new DataError(relative(process.cwd(), dataDir), `can't read the folder: ${error.code}`);
  }
}

function tableIn(file) {
  const { name: full, ext } = parse(file);
  if (!Object.hasOwn(READERS, ext)) return undefined;
  const [name, schema = 'public', ...rest] = full.split('.').reverse();
  if (rest.length) throw new DataError(file, `the name must be TABLE${ext} or SCHEMA.TABLE${ext}`);
  if (!LEGAL.test(name)) {
    const message = `"${name}" is not a valid table name (${RULE}); rename the file, for example to ${legal(name)}${ext}`;
    throw new DataError(file, message);
  }
  if (!LEGAL_SCHEMA.test(schema))
    throw new DataError(file, `"${schema}" is not a valid schema name`);
  if (schema === 'public' && TAKEN_TABLES.includes(name)) {
    throw new DataError(file, `"${name}" is a table of PostGIS; rename the file`);
  }
  return { schema, name, file };
}

/** Reads a table: its `columns` with types, its `records`, and a function for the `place` of a record. */
export async function readTable({ schema, name, file }) {
  const { ext } = parse(file);
  const { columns, records, place } = READERS[ext](decode(await readFile(file), file), file);
  checkColumns(columns);
  numberRecords(records, place);
  const own = columns.filter(({ name }) => !MADE_BY_CARTO.includes(name));
  const withType = ({ name }) => {
    const values = records.map(({ values }) => values[name]);
    return { name, type: inferType(values, { untyped: ext === '.csv' }) };
  };
  return { schema, name, file, columns: own.map(withType), records, place };
}

// Every table has these columns. The last one is calculated from the second.
const MADE_BY_CARTO = ['cartodb_id', 'the_geom', 'the_geom_webmercator'];

function decode(bytes, file) {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new DataError(file, 'the file is not UTF-8; save it as UTF-8');
  }
}

function checkColumns(columns) {
  const seen = new Set();
  for (const { name, place } of columns) {
    if (!LEGAL.test(name)) {
      const message = `"${name}" is not a valid column name (${RULE}); rename it, for example to ${legal(name)}`;
      throw new DataError(place(), message);
    }
    if (TAKEN_COLUMNS.includes(name)) {
      throw new DataError(place(), `"${name}" is a system column of PostgreSQL; rename it`);
    }
    if (seen.has(name)) throw new DataError(place(), `duplicate column "${name}"`);
    seen.add(name);
  }
}

/** Gives each record its `cartodb_id` from the file, or a number if the file has none. */
function numberRecords(records, place) {
  const seen = new Set();
  const given = records.some(({ values }) => (values.cartodb_id ?? null) !== null);
  records.forEach((record, index) => {
    const id = given ? Number(record.values.cartodb_id ?? NaN) : index + 1;
    if (!Number.isInteger(id) || id < 1 || id > MAX_ID) {
      throw new DataError(place(record), 'cartodb_id must be a positive whole number');
    }
    if (seen.has(id)) throw new DataError(place(record), `duplicate cartodb_id ${id}`);
    seen.add(id);
    record.values.cartodb_id = id;
  });
}

/** A similar valid name. */
function legal(name) {
  const candidate = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .slice(0, 60);
  return LEGAL.test(candidate) ? candidate : `_${candidate}`;
}
