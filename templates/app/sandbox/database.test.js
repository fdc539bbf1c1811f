import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openDatabase } from './database.js';
import { findDump } from './database/dump.js';
import { findTables } from './tables.js';
import { openTestDatabase, PATIENCE } from './testDatabase.js';

vi.setConfig(PATIENCE);

let sandbox;
let database;

beforeAll(async () => {
  sandbox = await openTestDatabase();
  database = sandbox.database;
});

afterAll(() => sandbox?.close());

describe('the database', () => {
  test('has a table for each file', () => {
    const tables = database.tables.map(({ schema, name, rows }) => [schema, name, rows]);
    expect(tables).toEqual([
      ['acme', 'parks', 2],
      ['public', 'notes', 2],
      ['public', 'roads', 2],
      ['public', 'shapes', 5],
    ]);
  });

  test('returns values in the same form as CARTO', async () => {
    const { rows, fields } = await database.query('reader', 'SELECT * FROM roads LIMIT 1;');
    expect(rows).toEqual([
      {
        cartodb_id: 1,
        the_geom: expect.stringMatching(/^0101000020E6100000/),
        the_geom_webmercator: expect.stringMatching(/^0101000020110F0000/),
        name: 'Main Street',
        zip: '01234',
        lanes: 2,
        opened: '2020-02-29T00:00:00Z',
        seen: '2024-01-01T10:00:00Z',
        longitude: -118.2,
        latitude: 34,
      },
    ]);
    const types = Object.fromEntries(fields.map(({ name, type }) => [name, type]));
    expect(types).toMatchObject({
      the_geom: 'geometry',
      zip: 'string',
      lanes: 'number',
      opened: 'date',
    });

    const numbers = 'SELECT 1.5::numeric AS a, 2::bigint AS b, true AS c, NULL AS d, ARRAY[1] AS e';
    expect((await database.query('nobody', numbers)).rows).toEqual([
      { a: 1.5, b: 2, c: true, d: null, e: [1] },
    ]);
  });

  test('accepts geometries in all forms', async () => {
    const sql = 'SELECT DISTINCT ST_AsEWKT(ST_SnapToGrid(the_geom, 0.0001)) AS shape FROM shapes';
    expect((await database.query('reader', sql)).rows).toEqual([{ shape: 'SRID=4326;POINT(1 2)' }]);
  });

  test('clips geometries that Web Mercator can’t show', async () => {
    const sql = `
      SELECT ST_YMin(the_geom) AS south, ST_YMin(the_geom_webmercator) AS meters,
        ST_SRID(the_geom_webmercator) AS srid
      FROM acme.parks WHERE name = 'Antarctica'`;
    const [{ south, meters, srid }] = (await database.query('reader', sql)).rows;
    expect([south, srid]).toEqual([-90, 3857]);
    expect(meters / 20_048_966).toBeCloseTo(-1, 5);
  });

  test.each([
    ['nobody', 'SELECT * FROM roads', 403, 'permission denied for table roads'],
    ['nobody', 'SELECT * FROM acme.parks', 403, 'permission denied for schema acme'],
    ['reader', 'SELECT * FROM notes', 403, 'permission denied for table notes'],
    ['reader', 'DELETE FROM roads', 403, 'permission denied for table roads'],
    ['writer', 'DROP TABLE notes', 403, 'must be owner of table notes'],
    ['reader', 'SELECT size FROM roads', 400, 'column "size" does not exist'],
    ['reader', 'SELECT * FORM roads', 400, 'syntax error at or near "FORM"'],
    [
      'reader',
      'SELECT 1; SELECT 2',
      400,
      'cannot insert multiple commands into a prepared statement',
    ],
  ])('refuses a %s: %s', async (role, sql, status, message) => {
    await expect(database.query(role, sql)).rejects.toMatchObject({
      name: 'QueryError',
      status,
      message,
    });
  });

  test('stores, numbers and counts what is written', async () => {
    const before = database.version;
    const insert =
      "WITH added AS (INSERT INTO notes (note) VALUES ('new') RETURNING *) SELECT * FROM added";
    expect((await database.query('writer', insert)).rows).toMatchObject([{ cartodb_id: 8 }]);
    expect(database.version).toBe(before + 1);

    const { affected } = await database.query('writer', 'DELETE FROM notes WHERE cartodb_id = 8');
    expect(affected).toBe(1);
    await database.query('writer', 'SELECT * FROM notes');
    expect(database.version).toBe(before + 2);
  });

  test('isolates the role and the settings of each query', async () => {
    await database.query('nobody', "SELECT set_config('role', 'reader', false)");
    await database.query('nobody', "SELECT set_config('timezone', 'Asia/Tokyo', false)");
    await expect(database.query('nobody', 'SELECT * FROM roads')).rejects.toThrow(
      'permission denied',
    );
    expect((await database.query('nobody', 'SHOW timezone')).rows).toEqual([{ TimeZone: 'UTC' }]);
    await database.createRole('made_afterwards');
  });

  test('replaces a role with other permissions, and drops it', async () => {
    const read = () => database.query('changing', 'SELECT name FROM roads');
    await database.createRole('changing', { read: ['roads'] });
    expect((await read()).rows).toHaveLength(2);
    await database.createRole('changing', { read: ['acme.parks'] });
    await expect(read()).rejects.toThrow('permission denied for table roads');
    await database.dropRole('changing');
    await database.dropRole('changing');
    await expect(read()).rejects.toThrow('role "changing" does not exist');
  });
});

describe('isochrones', () => {
  const isochrones = (mode, range) => `
    SELECT data_range, ST_Area(the_geom::geography) AS area, ST_IsValid(the_geom) AS valid
    FROM cdb_isochrone(ST_SetSRID(ST_MakePoint(-118.2, 34), 4326), '${mode}', ARRAY[${range}])`;
  const areas = async (mode, range) =>
    (await database.query('writer', isochrones(mode, range))).rows;

  test('grow with the time and the speed, and are always the same', async () => {
    const [five, ten] = await areas('walk', [300, 600]);
    expect([five, ten]).toMatchObject([
      { data_range: 300, valid: true },
      { data_range: 600, valid: true },
    ]);
    // Ten minutes on foot: at most 0.64 km in each direction.
    expect(ten.area).toBeGreaterThan(0.5e6);
    expect(ten.area).toBeLessThan(Math.PI * 0.64e3 ** 2);
    expect(ten.area).toBeCloseTo(4 * five.area, -3);
    const [byCar] = await areas('car', [600]);
    expect(byCar.area).toBeGreaterThan(50 * ten.area);
    expect(await areas('walk', [600])).toEqual([ten]);
  });

  test.each([
    ['reader', 'walk', [300], 'permission denied for function cdb_isochrone'],
    ['writer', 'bike', [300], 'invalid mode "bike": must be walk or car'],
    ['writer', 'walk', [300, 0], 'invalid range {300,0}: must be one or more positive numbers'],
  ])('refuse a %s: %s %j', async (role, mode, range, message) => {
    await expect(database.query(role, isochrones(mode, range))).rejects.toThrow(message);
  });
});

describe('a later start', () => {
  test('uses the saved database, without roles and changes', async () => {
    const { dataDir, cacheDir } = sandbox;
    const log = vi.fn();
    const again = await openDatabase({ dataDir, cacheDir, log });
    try {
      expect(log).not.toHaveBeenCalled();
      expect(again.tables).toEqual(database.tables);
      await expect(again.query('reader', 'SELECT 1')).rejects.toThrow(
        'role "reader" does not exist',
      );
    } finally {
      await again.close();
    }
  });

  test('creates a damaged database again', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sandbox-damaged-'));
    const log = vi.fn();
    try {
      // The mistake stops it before PostgreSQL starts, but shows that the data is read again.
      await writeFile(join(folder, 'bad.csv'), 'a,b\n1\n');
      const dump = await findDump(folder, await findTables(folder, log));
      await writeFile(dump, 'no dump');

      const opening = openDatabase({ dataDir: folder, cacheDir: folder, log });
      await expect(opening).rejects.toThrow('bad.csv:2: expected 2 fields');
      expect(log).toHaveBeenCalledWith(expect.stringContaining('is damaged'));
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
