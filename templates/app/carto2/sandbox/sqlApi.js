import { subquery } from './database/identifiers.js';
import { sendJson } from './http/answer.js';
import { Refusal } from './refusal.js';

const FORMATS = { json: asJson, geojson: asGeoJson };

/** Handles a request to the SQL API: runs `params.q` and sends its rows. */
export async function answerSql({ database, role, params, response }) {
  const { q, format = 'json' } = params;
  if (!q?.trim()) throw new Refusal(400, 'You must indicate a sql query');
  if (!Object.hasOwn(FORMATS, format)) throw new Refusal(400, `Invalid format: ${format}`);
  const answer = await FORMATS[format](q, (sql) => database.query(role, sql));
  sendJson(response, 200, answer);
}

async function asJson(sql, run) {
  const started = performance.now();
  const { rows, fields, affected } = await run(sql);
  return {
    rows,
    time: (performance.now() - started) / 1000,
    fields: Object.fromEntries(fields.map(({ name, ...type }) => [name, type])),
    total_rows: rows.length || affected,
  };
}

async function asGeoJson(sql, run) {
  const { rows } = await run(
    `SELECT *, ST_AsGeoJSON(the_geom, 6) AS the_geom FROM ${subquery(sql)}`,
  );
  return { type: 'FeatureCollection', features: rows.map(featureOf) };
}

function featureOf({ the_geom: geometry, ...properties }) {
  delete properties.the_geom_webmercator;
  return { type: 'Feature', geometry: JSON.parse(geometry), properties };
}
