import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
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

  test.each([
    ['reader', 'RESET ROLE'],
    ['reader', 'RESET SESSION AUTHORIZATION'],
    ['reader', "SELECT set_config('role', 'postgres', false)"],
    ['writer', 'DO $$ BEGIN RESET ROLE; DELETE FROM roads; END $$'],
    ['reader', 'ALTER ROLE reader SUPERUSER'],
    ['writer', 'ALTER ROLE reader CREATEDB'],
    ['reader', 'GRANT writer TO reader'],
    ['reader', 'GRANT SELECT ON notes TO reader'],
    ['reader', 'CREATE TABLE mine (a int)'],
    ['reader', 'CREATE TEMP TABLE mine (a int)'],
    ['writer', 'CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$'],
    ['writer', 'CREATE SCHEMA mine'],
    ['reader', "COPY roads TO PROGRAM 'cat'"],
    ['writer', "COPY notes FROM '/etc/passwd'"],
    ['reader', 'SELECT pg_terminate_backend(pg_backend_pid())'],
    ['writer', 'ALTER FUNCTION carto_sandbox.rows_of_writer SECURITY INVOKER'],
  ])('forbids a %s to exceed its rights: %s', async (role, sql) => {
    await expect(database.query(role, sql)).rejects.toMatchObject({ status: 403 });
    await expect(database.query('reader', 'SELECT * FROM notes')).rejects.toThrow('denied');
    expect((await database.query('reader', 'SELECT name FROM roads')).rows).toHaveLength(2);
  });

  test.each(['COMMIT', 'ROLLBACK', 'COPY roads TO STDOUT', 'DISCARD ALL'])(
    'refuses %s, which would leave the query',
    async (sql) => {
      await expect(database.query('reader', sql)).rejects.toMatchObject({ status: 400 });
      expect((await database.query('reader', 'SELECT name FROM roads')).rows).toHaveLength(2);
    },
  );

  test('forgets what a query leaves in the session or of its role', async () => {
    const leave = [
      "SELECT set_config('timezone', 'Asia/Tokyo', false)",
      "SET timezone TO 'Asia/Tokyo'",
      'PREPARE mine AS SELECT 1',
      'DECLARE mine CURSOR WITH HOLD FOR SELECT 1',
      'LISTEN mine',
      'SELECT pg_advisory_lock(1)',
      'DROP OWNED BY CURRENT_USER',
      "ALTER ROLE CURRENT_USER SET timezone TO 'Asia/Tokyo'",
      "SELECT lo_from_bytea(0, 'mine')",
    ];
    for (const role of ['reader', 'writer']) {
      for (const sql of leave) await database.query(role, sql);
    }
    const count = async (what) => (await database.query('writer', `SELECT ${what} AS n`)).rows[0].n;
    expect(await count("current_setting('timezone')")).toBe('UTC');
    expect(await count('(SELECT count(*) FROM pg_prepared_statements)')).toBe(0);
    expect(await count('(SELECT count(*) FROM pg_cursors WHERE is_holdable)')).toBe(0);
    expect(await count('(SELECT count(*) FROM pg_listening_channels())')).toBe(0);
    expect(await count('(SELECT count(*) FROM pg_db_role_setting)')).toBe(0);
    expect(await count('(SELECT count(*) FROM pg_largeobject_metadata)')).toBe(0);
    expect(await count('(SELECT count(*) FROM notes)')).toBe(2);
    expect((await database.query('reader', 'SELECT name FROM roads')).rows).toHaveLength(2);
  });

  test('returns values that a function can’t return, and columns of the same name', async () => {
    const sql = 'SELECT pg_sleep(0), 1 AS one';
    expect(await database.query('nobody', sql)).toMatchObject({
      rows: [{ pg_sleep: '', one: 1 }],
    });
    expect((await database.query('nobody', 'SELECT 1 AS a, 2 AS a')).rows).toEqual([{ a: 2 }]);
    const plan = await database.query('reader', 'EXPLAIN SELECT name FROM roads');
    expect(plan.rows[0]['QUERY PLAN']).toContain('roads');
  });

  test('returns whole numbers exactly', async () => {
    const sql = 'SELECT 9007199254740993 AS a, 9007199254740991 AS b, sum(9007199254740993) AS c';
    const { rows } = await database.query('nobody', sql);
    expect(rows).toEqual([{ a: 9007199254740993n, b: 9007199254740991, c: 9007199254740993n }]);
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

describe('places', () => {
  const find = async (call, role = 'finder') => {
    const query = `SELECT ST_AsText(the_geom) AS place FROM ${call} AS the_geom`;
    const { rows } = await database.query(role, query);
    return rows.map(({ place }) => place);
  };
  const town = (name) => find(`cdb_geocode_namedplace_point('${name}')`);

  test.each([
    ['Los Angeles', 'POINT(-118.24 34.05)'],
    [' los angeles ', 'POINT(-118.24 34.05)'],
    ['Portland', 'POINT(-122.64 45.52)'],
    ['portland, me', 'POINT(-70.29 43.67)'],
    ['Los Ange', 'POINT(-118.24 34.05)'],
    ['Atlantis', null],
    ['%', null],
    ['', null],
  ])('are found by their names: “%s”', async (name, point) => {
    expect(await town(name)).toEqual([point]);
  });

  test('are not found by addresses', async () => {
    expect(await find("cdb_geocode_street_point('Los Angeles')")).toEqual([null]);
  });

  test.each(['cdb_geocode_namedplace_point', 'cdb_geocode_street_point'])(
    'need the permission for geocoding: %s',
    async (name) => {
      const denied = `permission denied for function ${name}`;
      await expect(find(`${name}('Los Angeles')`, 'reader')).rejects.toThrow(denied);
    },
  );
});

describe('a query without an end', () => {
  test('is stopped, and the next ones are answered', async () => {
    const log = vi.fn();
    const { dataDir, cacheDir } = sandbox;
    const limited = await openDatabase({ dataDir, cacheDir, name: 'test', log, timeLimit: 2000 });
    try {
      await limited.createRole('reader', { read: ['roads'] });
      const { version } = limited;
      const endless = limited.query('reader', 'SELECT count(*) FROM generate_series(1, 1e12)');
      const next = limited.query('reader', 'SELECT name FROM roads');
      // This thread goes on meanwhile.
      let ticks = 0;
      const timer = setInterval(() => (ticks += 1), 10);
      await expect(endless).rejects.toMatchObject({ status: 429 });
      clearInterval(timer);
      expect(ticks).toBeGreaterThan(5);
      expect((await next).rows).toHaveLength(2);
      expect(limited.version).toBeGreaterThan(version);
      expect(log).toHaveBeenCalledTimes(1);
    } finally {
      await limited.close();
    }
  });
});

describe('a later start', () => {
  test('uses the saved database, without roles and changes, until a file changes', async () => {
    const { dataDir, cacheDir } = sandbox;
    const log = vi.fn();
    const again = await openDatabase({ dataDir, cacheDir, name: 'test', log });
    const file = join(dataDir, 'roads.csv');
    const roads = await readFile(file, 'utf8');
    try {
      expect(log).not.toHaveBeenCalled();
      expect(again.tables).toEqual(database.tables);
      await expect(again.query('reader', 'SELECT 1')).rejects.toThrow(
        'role "reader" does not exist',
      );

      await again.createRole('reader', { read: ['roads'] });
      const count = async () => (await again.query('reader', 'SELECT name FROM roads')).rows.length;
      await writeFile(file, `${roads}Third,3,3,,,500,4\nFourth\n`);
      const { message } = await again.reload().catch((error) => error);
      expect(message).toContain('roads.csv:4: longitude "500"');
      expect(message).toContain('roads.csv:5: expected 7 fields');
      expect(await count()).toBe(2);

      const { version } = again;
      await writeFile(file, `${roads}Third,3,3,,,5,4\n`);
      await again.reload();
      expect(await count()).toBe(3);
      expect(again.version).toBeGreaterThan(version);
      expect(again.tables.find(({ name }) => name === 'roads').rows).toBe(3);
    } finally {
      await writeFile(file, roads);
      await again.close();
    }
  });

  test('creates a damaged database again', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sandbox-damaged-'));
    const log = vi.fn();
    try {
      await writeFile(join(folder, 'a.csv'), 'a\n1\n');
      const { cacheDir } = sandbox;
      const dump = await findDump(cacheDir, 'damaged', await findTables(folder, log));
      await writeFile(dump, 'no dump');

      const opened = await openDatabase({ dataDir: folder, cacheDir, name: 'damaged', log });
      await opened.close();
      expect(log).toHaveBeenCalledWith(expect.stringContaining('is damaged'));
      expect(opened.tables).toMatchObject([{ name: 'a', rows: 1 }]);
      await rm(dump);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
