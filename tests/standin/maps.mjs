/** The Maps API v2: a TileJSON for a query, and its vector tiles. */
import geojsonvt from 'geojson-vt';
import vtpbf from 'vt-pbf';
import { Refusal } from './accounts.mjs';
import { send } from './answer.mjs';
import { feature, query } from './sql.mjs';

const MAX_ZOOM = 14;

export function map({ accounts, params, path, response, users }) {
  if (params.format !== 'tilejson') throw new Refusal(400, 'Unknown format');
  query(accounts, accounts.reader(path.user, params.api_key), params.source ?? '');
  const rest = new URLSearchParams({ source: params.source, api_key: params.api_key });
  send(response, 200, {
    tilejson: '2.2.0',
    tiles: [`${users.replace('{user}', path.user)}/carto/sql/{z}/{x}/{y}?${rest}`],
    minzoom: 0,
    maxzoom: MAX_ZOOM,
    vector_layers: [{ id: 'default' }],
  });
}

export function tile({ accounts, params, path, response }) {
  const rows = query(accounts, accounts.reader(path.user, params.api_key), params.source ?? '');
  const features = rows.map(feature);
  response.writeHead(200, { 'Content-Type': 'application/vnd.mapbox-vector-tile' });
  response.end(vectorTile('default', features, path));
}

/** GeoJSON features as the vector tile that lies there. */
export function vectorTile(layer, features, { z, x, y }) {
  const index = geojsonvt({ type: 'FeatureCollection', features }, {
    maxZoom: MAX_ZOOM,
    indexMaxZoom: 0,
  });
  const cut = index.getTile(Number(z), Number(x), Number(y)) ?? { features: [] };
  return vtpbf.fromGeojsonVt({ [layer]: cut }, { version: 2 });
}
