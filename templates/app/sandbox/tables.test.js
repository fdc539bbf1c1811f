import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DataError } from './files/dataError.js';
import { findTables, readTable } from './tables.js';

let dataDir;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sandbox-data-'));
});

afterEach(() => rm(dataDir, { recursive: true }));

async function readOnly(name, content) {
  await writeFile(join(dataDir, name), content);
  const [table] = await findTables(dataDir, () => {});
  return readTable(table);
}

/** The error for a file, without its folder. */
async function complaint(name, content) {
  const error = await readOnly(name, content).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(DataError);
  return error.message.replaceAll(`${relative(process.cwd(), dataDir)}/`, '');
}

const typesOf = ({ columns }) => Object.fromEntries(columns.map(({ name, type }) => [name, type]));
const valuesOf = ({ records }) => records.map(({ values }) => values);
const collection = (...features) => JSON.stringify({ type: 'FeatureCollection', features });
const feature = (properties, geometry = null) => ({ type: 'Feature', properties, geometry });

test('infers the type of each column of a CSV file', async () => {
  const table = await readOnly(
    'roads.csv',
    [
      'zip,lanes,length,toll,opened,seen,osm,isbn,mixed,nothing',
      '01234,2,1.5,true,2020-02-29,2024-01-01T10:00:00Z,12345678901,99999999999999999999,1,',
      '99999,,2,FALSE,,2024-01-01,-3,1,x,',
    ].join('\n'),
  );

  expect(typesOf(table)).toEqual({
    zip: 'text',
    lanes: 'integer',
    length: 'double precision',
    toll: 'boolean',
    opened: 'date',
    seen: 'timestamp with time zone',
    osm: 'bigint',
    isbn: 'text',
    mixed: 'text',
    nothing: 'text',
  });
});

test('does not accept dates that do not exist', async () => {
  expect(typesOf(await readOnly('days.csv', 'day\n2021-02-29\n'))).toEqual({ day: 'text' });
});

test('reads CSV with quoted commas and line breaks, a byte order mark and CRLF', async () => {
  const table = await readOnly(
    'roads.csv',
    '\uFEFFname,note\r\n"A ""b"", c","one\r\ntwo"\r\nD,\r\n\r\n',
  );

  expect(valuesOf(table)).toEqual([
    { cartodb_id: 1, name: 'A "b", c', note: 'one\r\ntwo' },
    { cartodb_id: 2, name: 'D', note: null },
  ]);
});

test('creates a point from a longitude and a latitude', async () => {
  const table = await readOnly('stores.csv', 'longitude,latitude\n-118.2,34\n,\n');

  expect(valuesOf(table).map((values) => values.the_geom)).toEqual(['POINT(-118.2 34)', undefined]);
});

test('reads GeoJSON with features without properties or geometry', async () => {
  const point = { type: 'Point', coordinates: [1, 2] };
  const table = await readOnly(
    'acme.parks.geojson',
    collection(feature({ name: '007', area: 1.5 }, point), feature({ open: true })),
  );

  expect(table).toMatchObject({ schema: 'acme', name: 'parks' });
  expect(typesOf(table)).toEqual({ name: 'text', area: 'double precision', open: 'boolean' });
  expect(valuesOf(table)[0].the_geom).toBe(JSON.stringify(point));
});

test('keeps the cartodb_id of the file', async () => {
  expect(valuesOf(await readOnly('a.csv', 'cartodb_id\n7\n3\n'))).toEqual([
    { cartodb_id: 7 },
    { cartodb_id: 3 },
  ]);
});

test('accepts names of tables and columns that start with a digit', async () => {
  const table = await readOnly('acme.2020_census.csv', '2020_people\n7\n');
  expect(table).toMatchObject({ schema: 'acme', name: '2020_census' });
  expect(typesOf(table)).toEqual({ '2020_people': 'integer' });
});

test('ignores other files, and says so', async () => {
  const log = vi.fn();
  for (const name of ['roads.shp', 'README.md', '.gitkeep'])
    await writeFile(join(dataDir, name), '');

  expect(await findTables(dataDir, log)).toEqual([]);
  expect(log.mock.calls).toEqual([[expect.stringContaining('roads.shp is ignored')]]);
});

test.each([
  ['a.csv', '', 'a.csv: the file is empty'],
  ['a.csv', 'a,b\n1,2\n3\n', 'a.csv:3: expected 2 fields, as in the header, but found 1'],
  ['a.csv', 'a,b\n1,"x\ny"\n3\n', 'a.csv:4: expected 2 fields'],
  ['a.csv', 'a,b\n1,"x\n', 'a.csv:2: unexpected or unclosed quote'],
  ['a.csv', 'a,Size m2\n1,2\n', 'a.csv:1, column 2: "Size m2" is not a valid column name'],
  ['a.csv', 'a,Size m2\n1,2\n', 'for example to size_m2'],
  ['a.csv', 'a,a\n1,2\n', 'a.csv:1, column 2: duplicate column "a"'],
  ['a.csv', 'ctid\n1\n', 'a.csv:1, column 1: "ctid" is a system column of PostgreSQL'],
  ['a.csv', 'longitude,latitude\n1,2\n500000,3\n', 'a.csv:3: longitude "500000"'],
  ['a.csv', 'cartodb_id\n1\n1\n', 'a.csv:3: duplicate cartodb_id 1'],
  ['a.csv', 'cartodb_id\n1.5\n', 'a.csv:2: cartodb_id must be a positive whole number'],
  ['a.csv', Buffer.from([0x61, 0x0a, 0xe9]), 'a.csv: the file is not UTF-8'],
  ['Roads.csv', 'a\n', 'Roads.csv: "Roads" is not a valid table name'],
  ['a.b.c.csv', 'a\n', 'a.b.c.csv: the name must be TABLE.csv or SCHEMA.TABLE.csv'],
  ['spatial_ref_sys.csv', 'a\n', 'is a table of PostGIS'],
  ['a.geojson', '', 'a.geojson: the file is empty'],
  ['a.geojson', '{"features": [\n  1,\n]}', "a.geojson:3:1: invalid JSON: Unexpected token ']'"],
  ['a.geojson', '{"features": [\n  nul }', 'a.geojson:2:6: invalid JSON: Unexpected token'],
  ['a.geojson', '{"features": [\n', 'a.geojson:2:1: invalid JSON: Unexpected end'],
  ['a.geojson', '{"type": "Feature"}', 'a.geojson: must be a GeoJSON FeatureCollection'],
  [
    'a.geojson',
    `{"type":"FeatureCollection","features":[\n${JSON.stringify(feature({ a: '"features":[{' }))},\n{}]}`,
    'a.geojson:3: feature 2: not a Feature',
  ],
  [
    'a.geojson',
    collection(feature({}, { type: 'Circle' })),
    'a.geojson:1: feature 1: unknown geometry type "Circle"',
  ],
  [
    'a.geojson',
    collection(
      feature(
        {},
        {
          type: 'LineString',
          coordinates: [
            [0, 0],
            [500000, 4000000],
          ],
        },
      ),
    ),
    'feature 1: [500000,4000000] is not a longitude and a latitude',
  ],
  ['a.geojson', collection(feature({ NAME: 1 })), 'a.geojson:1: "NAME" is not a valid column name'],
])('refuses %s with %j: %s', async (name, content, message) => {
  expect(await complaint(name, content)).toContain(message);
});

test('refuses two files for one table', async () => {
  await writeFile(join(dataDir, 'roads.csv'), 'a\n');

  expect(await complaint('public.roads.geojson', collection())).toBe(
    'roads.csv: public.roads.geojson is the same table; remove or rename one of them',
  );
});

test('refuses a folder that does not exist', async () => {
  await expect(findTables(join(dataDir, 'no'), () => {})).rejects.toThrow(DataError);
});
