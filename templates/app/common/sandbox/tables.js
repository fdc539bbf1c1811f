/** Reads the tables in sandbox/data: TABLE.csv, TABLE.geojson, TABLE.sql, or SCHEMA.TABLE.… */
import { readdir, readFile } from 'node:fs/promises';
import { join, parse, relative } from 'node:path';
import { COLUMNS_WITH_GEOMETRY, findGeometry, isGeometry } from './files/coordinates.js';
import { readCsv } from './files/csv.js';
import { DataError, Problems } from './files/dataError.js';
import { readGeoJson } from './files/geojson.js';
import { inferType } from './files/inferType.js';
import { columnNames, tableName } from './files/names.js';

const READERS = { '.csv': readCsv, '.geojson': readGeoJson, '.json': readGeoJson };
const QUERY = '.sql';
const EXTENSIONS = [...Object.keys(READERS), QUERY];
const LEGAL_SCHEMA = /^(?!pg_|information_schema$)[a-z0-9_-]{1,63}$/;
const MAX_ID = 2 ** 31 - 1;

/** Finds the `{ schema, name, file }` of each table from the file names. */
export async function findTables(dataDir, log) {
  const tables = new Map();
  const problems = [];
  for (const fileName of await filesOf(dataDir)) {
    if (fileName.startsWith('.') || fileName.endsWith('.md')) continue;
    const file = relative(process.cwd(), join(dataDir, fileName));
    const { name: full, ext } = parse(fileName);
    if (!EXTENSIONS.includes(ext.toLowerCase())) {
      log(`${file} is ignored. Only .csv, .geojson and .sql files are tables.`);
      continue;
    }
    const { schema, name, isRenamed } = tableIn(full);
    const key = `${schema}.${name}`;
    const other = tables.get(key);
    if (other) {
      problems.push(`${file}: ${other.file} is the same table; remove or rename one of them`);
    } else if (!LEGAL_SCHEMA.test(schema)) {
      const rule = 'lowercase letters, digits, _ and -, not beginning with pg_';
      problems.push(`${file}: "${schema}" is not a valid schema name (${rule}); rename the file`);
    } else {
      if (isRenamed) log(`${file} is the table ${name}, as CARTO would name it.`);
      tables.set(key, { schema, name, file });
    }
  }
  if (problems.length > 0) throw new DataError(problems);
  return [...tables.values()];
}

async function filesOf(dataDir) {
  try {
    return (await readdir(dataDir)).sort();
  } catch (error) {
    const folder = relative(process.cwd(), dataDir);
    throw new DataError([`${folder}: can't read the folder: ${error.code}`]);
  }
}

function tableIn(full) {
  const [schema, table, ...rest] = full.split('.');
  const isPlain = table === undefined || rest.length > 0;
  const text = isPlain ? full : table;
  const name = tableName(text);
  return { schema: isPlain ? 'public' : schema, name, isRenamed: name !== text };
}

/** Reads all tables. `problems` are those of all files. */
export async function readTables(files, log) {
  const read = await Promise.all(files.map((file) => readTable(file, log)));
  return {
    tables: read.filter(({ problems }) => problems.length === 0),
    problems: read.flatMap(({ problems }) => problems),
  };
}

/**
 * Reads a table: its `columns` with types, its `records`, a function for the `place` of a record, and
 * its `problems`. One that is made from others has a `query` instead.
 */
export async function readTable({ schema, name, file }, log) {
  const ext = parse(file).ext.toLowerCase();
  const problems = new Problems(file);
  const text = decode(await readFile(file), file, problems);
  if (ext === QUERY) return { schema, name, file, query: text, problems: problems.list };
  const given = text === undefined ? EMPTY : READERS[ext](text, file, problems);
  const { records, place } = given;
  const names = columnNames(given.columns);
  const renamed = given.columns.flatMap((column, nth) =>
    names[nth] === column ? [] : [`"${column}" is ${names[nth]}`],
  );
  if (renamed.length > 0) log(`${file}: as CARTO would name them, ${renamed.join(', ')}.`);

  const ids = idsOf(names, records, (notice) => log(`${file}: ${notice}`), place);
  const { of, pair, geometry: shape, notice } = findGeometry(names, records);
  if (notice) log(`${file}: ${notice}.`);
  const isOwn = (column) => !MADE_BY_CARTO.includes(column) && column !== shape;
  const own = names.flatMap((column, nth) => (isOwn(column) ? [{ column, nth }] : []));
  for (const [index, record] of records.entries()) {
    const { values } = record;
    const geometry = of?.(values);
    if (pair && geometry === undefined) {
      const [x, y] = pair.map((column) => `${column} "${values[names.indexOf(column)] ?? ''}"`);
      problems.add(() => place(record), `${x} and ${y} must be degrees`);
    }
    if (shape && geometry && !isGeometry(geometry)) {
      const fault = `"${geometry}" is not a geometry; it needs WKT, such as POINT(-3.7 40.4)`;
      problems.add(() => place(record), `${shape} ${fault}`);
    }
    record.values = [ids[index], ...own.map(({ nth }) => values[nth]), geometry ?? null];
  }
  if (!notice && records.length > 0 && records.every(({ values }) => values.at(-1) === null)) {
    const help = ext === '.csv' ? `; for a map, ${COLUMNS_WITH_GEOMETRY}` : '';
    log(`${file}: the table has no geometry${help}.`);
  }
  const columns = own.map(({ column }, nth) => {
    const values = records.map((record) => record.values[nth + 1]);
    return { name: column, type: inferType(values, { untyped: ext === '.csv' }) };
  });
  return { schema, name, file, columns, records, place, problems: problems.list };
}

const EMPTY = { columns: [], records: [], place: () => '' };

// Every table has these columns. The last one is calculated from the second.
const MADE_BY_CARTO = ['cartodb_id', 'the_geom', 'the_geom_webmercator'];

function decode(bytes, file, problems) {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    problems.add(file, 'the file is not UTF-8; save it as UTF-8');
    return undefined;
  }
}

/**
 * The `cartodb_id` of each record. Those of the file are kept, and missing ones get the next numbers. If
 * any can't be kept, all records are numbered.
 */
function idsOf(names, records, say, place) {
  const at = names.indexOf('cartodb_id');
  const given = records.map(({ values }) => (at < 0 ? null : (values[at] ?? null)));
  const seen = new Set();
  for (const [index, text] of given.entries()) {
    if (text === null) continue;
    const id = Number(text);
    if (!Number.isInteger(id) || id < 1 || id > MAX_ID || seen.has(id)) {
      const fault = seen.has(id) ? 'there twice' : 'not a positive whole number';
      say(
        `all rows are numbered anew, because cartodb_id ${text} is ${fault} (${place(records[index])}).`,
      );
      return records.map((_, nth) => nth + 1);
    }
    seen.add(id);
  }
  let last = 0;
  for (const id of seen) last = Math.max(last, id);
  return given.map((text) => (text === null ? (last += 1) : Number(text)));
}
