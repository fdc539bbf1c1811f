import { MVTLoader } from '@loaders.gl/mvt';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { answerMap, answerTile } from './mapsApi.js';
import { answerSql } from './sqlApi.js';
import { openTestDatabase, PATIENCE } from './testDatabase.js';

vi.setConfig(PATIENCE);

let sandbox;
let database;

beforeAll(async () => {
  sandbox = await openTestDatabase();
  database = sandbox.database;
});

afterAll(() => sandbox?.close());

/** The response that a function writes. */
async function bodyOf(answer, context) {
  const response = { writeHead: () => response, end: (body) => (response.body = body) };
  await answer({ database, role: 'reader', ...context, response });
  return response.body;
}

describe('the SQL API', () => {
  const ask = async (params) => JSON.parse(await bodyOf(answerSql, { params }));

  test('returns rows and fields', async () => {
    expect(await ask({ q: 'SELECT lanes, opened FROM roads WHERE lanes > 2' })).toEqual({
      rows: [{ lanes: 4, opened: null }],
      fields: {
        lanes: { type: 'number', pgtype: 'int4' },
        opened: { type: 'date', pgtype: 'date' },
      },
      total_rows: 1,
      time: expect.any(Number),
    });
  });

  test('returns GeoJSON, however the query ends', async () => {
    const q = 'SELECT the_geom, the_geom_webmercator, lanes FROM roads; ';
    const { type, features } = await ask({ q, format: 'geojson' });
    expect(type).toBe('FeatureCollection');
    expect(features[1]).toEqual({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [-73.9, 40.7] },
      properties: { lanes: 4 },
    });
    const nowhere = await ask({
      q: 'SELECT NULL::geometry AS the_geom -- nowhere',
      format: 'geojson',
    });
    expect(nowhere.features).toEqual([{ type: 'Feature', geometry: null, properties: {} }]);
  });

  test.each([
    [{}, 'You must indicate a sql query'],
    [{ q: 'SELECT 1', format: 'shp' }, 'Invalid format: shp'],
    [{ q: 'SELECT 1 AS a', format: 'geojson' }, 'column "the_geom" does not exist'],
  ])('refuses %j', async (params, message) => {
    await expect(ask(params)).rejects.toMatchObject({ status: 400, message });
  });
});

describe('the Maps API', () => {
  const askMap = async ({ role = 'reader', ...params }) => {
    const tilesUrl = 'http://localhost/{z}/{x}/{y}';
    return JSON.parse(
      await bodyOf(answerMap, { role, tilesUrl, params: { format: 'tilejson', ...params } }),
    );
  };
  // Decodes the tile like the map does.
  const askTile = async (source, [z, x, y], role = 'reader') => {
    const tile = await bodyOf(answerTile, { role, params: { source }, z, x, y });
    const mvt = {
      shape: 'geojson',
      coordinates: 'wgs84',
      layers: ['default'],
      tileIndex: { x, y, z },
    };
    return MVTLoader.parseSync(new Uint8Array(tile).buffer, { mvt });
  };

  test('returns a TileJSON that contains the query and the key', async () => {
    const source = "SELECT * FROM roads WHERE name = 'A&B'";
    const { tiles, maxzoom } = await askMap({ source, api_key: 'key+1' });
    expect(maxzoom).toBe(14);
    expect(tiles[0]).toMatch(/^http:\/\/localhost\/\{z\}\/\{x\}\/\{y\}\?/);
    expect(Object.fromEntries(new URL(tiles[0]).searchParams)).toEqual({
      source,
      api_key: 'key+1',
    });
  });

  test.each([
    [{ source: 'SELECT * FROM roads', role: 'nobody' }, 403, 'permission denied for table roads'],
    [{ source: 'SELECT name FROM roads' }, 400, 'column "the_geom_webmercator" does not exist'],
    [{ source: "SELECT 'x' AS the_geom" }, 400, 'column "the_geom_webmercator" does not exist'],
    [{ source: 'SELECT * FROM road' }, 400, 'relation "road" does not exist'],
    [{ source: 'SELECT 1', format: 'png' }, 400, 'Invalid format: png'],
    [{}, 400, 'You must indicate a source'],
  ])('refuses %j', async (params, status, message) => {
    await expect(askMap(params)).rejects.toMatchObject({
      status,
      message: expect.stringContaining(message),
    });
  });

  test('adds the other columns to the tiles, with numbers as numbers and without NULL', async () => {
    const [main, broadway] = await askTile('SELECT *, 1.5::numeric AS cost FROM roads;', [0, 0, 0]);
    expect(main.geometry.coordinates[0]).toBeCloseTo(-118.2, 1);
    expect(main.geometry.coordinates[1]).toBeCloseTo(34, 1);
    expect(main.properties).toMatchObject({ cartodb_id: 1, zip: '01234', lanes: 2, cost: 1.5 });
    expect(main.properties).not.toHaveProperty('the_geom');
    expect(broadway.properties).not.toHaveProperty('opened');
  });

  test('keeps the smallest areas, accepts both geometry columns, and returns empty tiles', async () => {
    const names = async (source, tile) =>
      (await askTile(source, tile)).map(({ properties }) => properties.name);
    expect(await names('SELECT name, the_geom FROM acme.parks', [0, 0, 0])).toEqual([
      'Antarctica',
      'Tiny',
    ]);
    expect(await names('SELECT name, the_geom_webmercator FROM acme.parks', [4, 8, 5])).toEqual([
      'Tiny',
    ]);
    expect(await names('SELECT * FROM acme.parks', [4, 0, 0])).toEqual([]);
  });

  test('reads a query once, but checks the permission each time', async () => {
    const query = vi.spyOn(database, 'query');
    const source = 'SELECT the_geom, lanes FROM roads';
    await Promise.all([0, 1].map((x) => askTile(source, [1, x, 0])));
    const reads = query.mock.calls.filter(([, sql]) => !sql.endsWith('LIMIT 0'));
    expect(reads).toHaveLength(1);
    await expect(askTile(source, [0, 0, 0], 'nobody')).rejects.toMatchObject({ status: 403 });
  });

  test('reads a query again after a table has changed', async () => {
    const source = 'SELECT ST_SetSRID(ST_MakePoint(1, 1), 4326) AS the_geom, note FROM notes';
    const count = async () => (await askTile(source, [0, 0, 0], 'writer')).length;
    expect(await count()).toBe(2);
    await database.query('writer', "INSERT INTO notes (cartodb_id, note) VALUES (100, 'new')");
    expect(await count()).toBe(3);
  });
});
