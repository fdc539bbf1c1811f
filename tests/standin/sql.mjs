/** The SQL API, and the few queries that the applications send. Anything else is a syntax error, so no query goes unnoticed. */
import { Refusal } from './accounts.mjs';
import { send } from './answer.mjs';
import { polygon, revenueByState, rowsOf } from './tables.mjs';

const NUMBER = '(-?[\\d.]+)';
const ISOCHRONE = new RegExp(
  `^SELECT the_geom FROM cdb_isochrone\\(ST_SetSRID\\(ST_MakePoint\\(${NUMBER}, ${NUMBER}\\), 4326\\), '(walk|car)', ARRAY\\[(\\d+)\\]\\)$`,
);
const REVENUE_BY_STATE =
  'SELECT states.cartodb_id, states.name, states.the_geom_webmercator, COUNT(stores.cartodb_id) AS stores, ' +
  'SUM(stores.revenue)::float8 AS revenue FROM ne_50m_admin_1_states AS states JOIN retail_stores AS stores ON ' +
  'ST_Intersects(stores.the_geom, states.the_geom) GROUP BY states.cartodb_id, states.name, states.the_geom_webmercator';
const COUNT = /^SELECT COUNT\(\*\) AS count FROM \((.+)\) AS source$/;
const IDENTIFIER = '(?:[a-z_][a-z0-9_]*|"[^"]+")';
const SELECT = new RegExp(`^SELECT (.+) FROM ((?:${IDENTIFIER}\\.)?${IDENTIFIER})(?: WHERE cartodb_id = (\\d+))?$`);
/** Words that PostgreSQL takes for a table only in quotes; not all of them. */
const RESERVED = ['all', 'analyse', 'case', 'check', 'default', 'end', 'from', 'group', 'limit', 'order', 'select', 'table', 'user', 'where'];

export function sql({ accounts, params, path, response }) {
  const rows = query(accounts, accounts.reader(path.user, params.api_key), params.q ?? '');
  if (params.format === 'geojson') {
    return send(response, 200, { type: 'FeatureCollection', features: rows.map(feature) });
  }
  const fields = Object.fromEntries(Object.keys(rows[0] ?? {}).map((name) => [name, { type: 'string' }]));
  send(response, 200, { rows, time: 0.001, fields, total_rows: rows.length });
}

/** The rows that a query gives to a reader, `the_geom` as GeoJSON. */
export function query(accounts, reader, text) {
  const words = text.trim().replace(/\s+/g, ' ');
  const isochrone = ISOCHRONE.exec(words);
  if (isochrone) {
    accounts.mayCalculateIsolines(reader);
    return [{ the_geom: reach(...isochrone.slice(1)) }];
  }
  const [, counted] = COUNT.exec(words) ?? [];
  if (counted) return [{ count: query(accounts, reader, counted).length }];
  if (words === REVENUE_BY_STATE) {
    accounts.mayRead(reader, 'ne_50m_admin_1_states');
    return revenueByState;
  }
  const [, columns, named, id] = SELECT.exec(words) ?? [];
  if (!named || RESERVED.includes(named)) throw new Refusal(400, `syntax error in: ${words}`);
  const table = named.replaceAll('"', '');
  accounts.mayRead(reader, table);
  const rows = rowsOf(table).filter((row) => !id || row.cartodb_id === Number(id));
  return rows.map((row) => pick(row, columns));
}

export function feature({ the_geom: geometry, ...properties }) {
  return { type: 'Feature', geometry, properties };
}

function pick(row, columns) {
  if (columns === '*') return row;
  const picked = {};
  for (const column of columns.split(/, (?![^(]*\))/)) {
    const name = column.split(' AS ').at(-1);
    if (column === 'the_geom_webmercator') picked.the_geom = row.the_geom;
    else if (column.startsWith('ST_X(the_geom)')) picked[name] = row.the_geom.coordinates[0];
    else if (column.startsWith('ST_Y(the_geom)')) picked[name] = row.the_geom.coordinates[1];
    else if (column in row) picked[name] = row[column];
    else throw new Refusal(400, `column "${column}" does not exist`);
  }
  return picked;
}

/** A square as far from the point as one gets, by foot or by car, without any streets. */
function reach(longitude, latitude, mode, seconds) {
  const degrees = Number(seconds) * (mode === 'car' ? 0.0002 : 0.00002);
  const [x, y] = [Number(longitude), Number(latitude)];
  return polygon([x - degrees, y - degrees, x + degrees, y + degrees]);
}
