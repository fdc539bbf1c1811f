import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DataError } from './files/dataError.js';
import { findTables, readTable, readTables } from './tables.js';

let dataDir;
let log;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sandbox-data-'));
  log = vi.fn();
});

afterEach(() => rm(dataDir, { recursive: true }));

async function readOnly(name, content) {
  await writeFile(join(dataDir, name), content);
  const [table] = await findTables(dataDir, log);
  return readTable(table, log);
}

const withoutFolder = (text) => text.replaceAll(`${relative(process.cwd(), dataDir)}/`, '');
const logged = () => withoutFolder(log.mock.calls.flat().join('\n'));

/** All problems of a file, without its folder. */
async function complaint(name, content) {
  const { problems } = await readOnly(name, content);
  return withoutFolder(problems.join('\n'));
}

const typesOf = ({ columns }) => Object.fromEntries(columns.map(({ name, type }) => [name, type]));
const valuesOf = ({ columns, records }) => {
  const names = ['cartodb_id', ...columns.map(({ name }) => name), 'the_geom'];
  return records.map(({ values }) =>
    Object.fromEntries(values.map((value, nth) => [names[nth], value])),
  );
};
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
    { cartodb_id: 1, name: 'A "b", c', note: 'one\r\ntwo', the_geom: null },
    { cartodb_id: 2, name: 'D', note: null, the_geom: null },
  ]);
});

test.each([
  'longitude,latitude',
  'Longitude,Latitude',
  'lon,lat',
  'LNG,LAT',
  'long,lat',
  'x,y',
  'point_x,point_y',
  'decimalLongitude,decimalLatitude',
  'Lon,Latitude',
  'lng,LATITUD',
  'longi,lati',
  'longitudeDecimal,decimalLat',
  'point_longitude,point_y',
  'x,lat',
])('creates points from %s', async (header) => {
  const table = await readOnly('stores.csv', `${header}\n-118.2,34\n,\n`);

  expect(valuesOf(table).map((values) => values.the_geom)).toEqual(['POINT(-118.2 34)', null]);
  expect(table.problems).toEqual([]);
});

test('leaves x and y alone when they are not degrees, and says so', async () => {
  const table = await readOnly('stores.csv', 'x,y\n1,2\n500000,4000000\n');
  expect(valuesOf(table)[1]).toEqual({ cartodb_id: 2, x: '500000', y: '4000000', the_geom: null });
  expect(logged()).toContain('stores.csv: x and y are not degrees');
});

test.each(['geom', 'WKT', 'geometry'])('reads a geometry from %s', async (header) => {
  const [values] = valuesOf(await readOnly('a.csv', `name,${header}\nA,POINT(1 2)\n`));
  expect(values).toEqual({ cartodb_id: 1, name: 'A', the_geom: 'POINT(1 2)' });
});

test('reports a wrong geometry with its line', async () => {
  const text = 'name,wkt\nA,POINT(1 2)\nB,\nC,here\nD,POINT(3 4)\n';
  expect(await complaint('a.csv', text)).toContain('a.csv:4: wkt "here" is not a geometry');
});

test('says once that a table has no geometry, and which names make one', async () => {
  await readOnly('a.csv', 'name,east,north\nA,1,2\nB,3,4\n');
  expect(logged().match(/no geometry/g)).toHaveLength(1);
  expect(logged()).toMatch(/a\.csv: the table has no geometry; .*longitude and latitude/);
});

test.each([';', '\t', '|'])('reads CSV that is separated by %j', async (separator) => {
  const table = await readOnly('a.csv', `"a,b" c d\n1,5 2 3\n`.replaceAll(' ', separator));
  expect(valuesOf(table)).toEqual([{ cartodb_id: 1, a_b: '1,5', c: '2', d: '3', the_geom: null }]);
});

test('reads whole numbers exactly', async () => {
  const text = collection(feature({ osm: 1 })).replace('"osm":1', '"osm":9007199254740993');
  const table = await readOnly('a.geojson', text);
  expect(valuesOf(table)[0].osm).toBe(9007199254740993n);
  expect(typesOf(table)).toEqual({ osm: 'bigint' });
});

test('names tables and columns as CARTO would, and says so', async () => {
  const table = await readOnly(
    'Mine Ærø-kort.CSV',
    'Størrelse (km²),ORDER,name,Name,2020\n1,2,3,4,5\n',
  );
  expect(table).toMatchObject({ schema: 'public', name: 'mine_aero_kort' });
  expect(Object.keys(typesOf(table))).toEqual([
    'storrelse_km',
    '_order',
    'name',
    'name_1',
    '_2020',
  ]);
  expect(logged()).toContain('Mine Ærø-kort.CSV is the table mine_aero_kort');
  expect(logged()).toContain('"Størrelse (km²)" is storrelse_km, "ORDER" is _order');
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
    { cartodb_id: 7, the_geom: null },
    { cartodb_id: 3, the_geom: null },
  ]);
});

test('numbers the features that have no cartodb_id', async () => {
  const table = await readOnly('a.geojson', collection(feature({ cartodb_id: 5 }), feature({})));
  expect(valuesOf(table).map((values) => values.cartodb_id)).toEqual([5, 6]);
});

test.each([
  ['1\n1\n', 'because cartodb_id 1 is there twice (a.csv:3)'],
  ['1\n1.5\n', 'because cartodb_id 1.5 is not a positive whole number (a.csv:3)'],
])('numbers all rows if a cartodb_id can’t be kept: %j', async (rows, message) => {
  const table = await readOnly('a.csv', `cartodb_id\n${rows}`);
  expect(valuesOf(table).map((values) => values.cartodb_id)).toEqual([1, 2]);
  expect(logged()).toContain(message);
});

test('keeps names of tables that start with a digit', async () => {
  const table = await readOnly('acme.2020_census.csv', 'people\n7\n');
  expect(table).toMatchObject({ schema: 'acme', name: '2020_census' });
});

test('ignores other files, and says so', async () => {
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
  ['a.csv', 'longitude,latitude\n1,2\n500000,3\n', 'a.csv:3: longitude "500000"'],
  ['a.csv', Buffer.from([0x61, 0x0a, 0xe9]), 'a.csv: the file is not UTF-8'],
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
])('refuses %s with %j: %s', async (name, content, message) => {
  expect(await complaint(name, content)).toContain(message);
});

test('a file with SQL is the query of a table', async () => {
  const table = await readOnly('roads.sql', 'SELECT 1 AS lanes');
  expect(table).toMatchObject({ schema: 'public', name: 'roads', query: 'SELECT 1 AS lanes' });
  expect(table.problems).toEqual([]);
});

test('refuses two files for one table', async () => {
  await writeFile(join(dataDir, 'roads.csv'), 'a\n');

  await writeFile(join(dataDir, 'public.Roads.geojson'), collection());

  const error = await findTables(dataDir, log).catch((thrown) => thrown);
  expect(withoutFolder(error.message)).toBe(
    'roads.csv: public.Roads.geojson is the same table; remove or rename one of them',
  );
});

test('tells the problems of all files at once, but not without end', async () => {
  await writeFile(join(dataDir, 'a.csv'), 'a,b\n1\n2\n');
  await writeFile(join(dataDir, 'b.csv'), `a,b\n${'1\n'.repeat(25)}`);
  await writeFile(join(dataDir, 'c.geojson'), '{');
  await writeFile(join(dataDir, 'd.csv'), 'a\n1\n');

  const { tables, problems } = await readTables(await findTables(dataDir, log), log);
  expect(tables.map(({ name }) => name)).toEqual(['d']);
  expect(problems).toHaveLength(2 + 21 + 1);
  expect(problems.map(withoutFolder).slice(0, 2).join('\n')).toMatch(/^a\.csv:2: .*\na\.csv:3: /);
  expect(withoutFolder(problems[22])).toBe('b.csv: 5 more problems');
});

test('refuses a folder that does not exist', async () => {
  await expect(findTables(join(dataDir, 'no'), () => {})).rejects.toThrow(DataError);
});
