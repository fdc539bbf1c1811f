import GeoJSONVT from 'geojson-vt';
import vtpbf from 'vt-pbf';
import { identifier } from './database/identifiers.js';
import { sendJson } from './http/answer.js';
import { Refusal } from './refusal.js';
import { subquery } from './sqlApi.js';

// Clients enlarge the tiles of the last level.
const MAX_ZOOM = 14;
const EXTENT = 4096;
// At the lowest detail an eighth of a pixel, so that small areas stay.
const TOLERANCE = 1;
const KEPT_QUERIES = 16;

const GEOMETRY_COLUMNS = ['the_geom_webmercator', 'the_geom'];

/** Answers with a TileJSON for the query `params.source`; `tilesUrl` has {z}, {x} and {y} in it. */
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

/** Answers with the vector tile of the query `params.source` that lies there. */
export async function answerTile({ database, role, params, z, x, y, response }) {
  const query = await describe(database, role, params.source);
  const index = await indexOf(database, role, query);
  const tile = index.getTile(z, x, y) ?? { features: [] };
  response.writeHead(200, { 'Content-Type': 'application/vnd.mapbox-vector-tile' });
  response.end(vtpbf.fromGeojsonVt({ default: tile }, { version: 2, extent: EXTENT }));
}

/** What a query selects, for a role that may: this runs nothing, but PostgreSQL checks the permissions. */
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

/** The features of a query, ready to be cut into tiles; those of the last few queries are kept. */
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
    properties: values,
  }));
  return new GeoJSONVT(
    { type: 'FeatureCollection', features },
    { maxZoom: MAX_ZOOM, extent: EXTENT, tolerance: TOLERANCE },
  );
}
