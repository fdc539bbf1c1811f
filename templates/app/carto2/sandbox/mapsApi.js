import GeoJSONVT from 'geojson-vt';
import vtpbf from 'vt-pbf';
import { identifier, subquery } from './database/identifiers.js';
import { sendJson } from './http/answer.js';
import { Refusal } from './refusal.js';

// Clients scale up the tiles of the last level.
const MAX_ZOOM = 14;
const EXTENT = 4096;
// An eighth of a pixel at the lowest detail, which preserves small areas.
const TOLERANCE = 1;
const KEPT_QUERIES = 16;

const GEOMETRY_COLUMNS = ['the_geom_webmercator', 'the_geom'];

/** Sends a TileJSON for the query `params.source`. `tilesUrl` contains {z}, {x} and {y}. */
export async function answerMap({ database, role, params, tilesUrl, response }) {
  const { source, format, api_key: key = '' } = params;
  if (format !== 'tilejson') throw new Refusal(400, `Invalid format: ${format}`);
  const { properties } = await describe(database, role, source);
  sendJson(response, 200, {
    tilejson: '2.2.0',
    tiles: [`${tilesUrl}?${new URLSearchParams({ source, api_key: key })}`],
    minzoom: 0,
    maxzoom: MAX_ZOOM,
    vector_layers: [
      {
        id: 'default',
        fields: Object.fromEntries(properties.map(({ name, type }) => [name, type])),
      },
    ],
  });
}

/** Sends the vector tile of the query `params.source` at this position. */
export async function answerTile({ database, role, params, z, x, y, response }) {
  const query = await describe(database, role, params.source);
  const index = await indexOf(database, role, query);
  const tile = index.getTile(z, x, y) ?? { features: [] };
  response.writeHead(200, { 'Content-Type': 'application/vnd.mapbox-vector-tile' });
  response.end(vtpbf.fromGeojsonVt({ default: tile }, { version: 2, extent: EXTENT }));
}

/** The columns of a query. PostgreSQL checks the permissions of the role, but reads no rows. */
async function describe(database, role, source) {
  if (!source?.trim()) throw new Refusal(400, 'You must indicate a source');
  const { fields } = await database.query(role, `SELECT * FROM ${subquery(source)} LIMIT 0`);
  const geometry = GEOMETRY_COLUMNS.find((column) =>
    fields.some(({ name, type }) => name === column && type === 'geometry'),
  );
  if (!geometry) {
    const message = 'column "the_geom_webmercator" does not exist: a map needs it, or "the_geom"';
    throw new Refusal(400, message);
  }
  const properties = fields.filter(
    ({ name, type }) => type !== 'geometry' && !GEOMETRY_COLUMNS.includes(name),
  );
  return { source, geometry, properties };
}

const databases = new WeakMap();

/** The features of a query, indexed for cutting tiles. Keeps those of the last few queries. */
async function indexOf(database, role, query) {
  const kept = databases.get(database) ?? new Map();
  databases.set(database, kept);
  const key = `${database.version} ${query.source}`;
  const index = kept.get(key) ?? makeIndex(database, role, query);
  kept.delete(key);
  kept.set(key, index);
  if (kept.size > KEPT_QUERIES) kept.delete(kept.keys().next().value);
  try {
    return await index;
  } catch (error) {
    kept.delete(key);
    throw error;
  }
}

async function makeIndex(database, role, { source, geometry, properties }) {
  const names = properties.map(({ name }) => `, ${identifier(name)}`).join('');
  const { rows } = await database.query(
    role,
    `SELECT ST_AsGeoJSON(ST_Transform(${geometry}, 4326), 7) AS the_geom ${names}
    FROM ${subquery(source)} WHERE NOT ST_IsEmpty(${geometry})`,
  );
  const features = rows.map(({ the_geom: shape, ...values }) => ({
    type: 'Feature',
    id: values.cartodb_id,
    geometry: JSON.parse(shape),
    properties: withoutBigInts(values),
  }));
  return new GeoJSONVT(
    { type: 'FeatureCollection', features },
    { maxZoom: MAX_ZOOM, extent: EXTENT, tolerance: TOLERANCE },
  );
}

/** A tile can't contain whole numbers that a number in JavaScript would round, except as text. */
function withoutBigInts(values) {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'bigint' ? String(value) : value,
    ]),
  );
}
