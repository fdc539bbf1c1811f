/** Basemaps that need no network: land and borders from Natural Earth, without labels. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { feature, mesh } from 'topojson-client';
import { Refusal } from './refusal.js';

const WORLD = createRequire(import.meta.url).resolve('world-atlas/countries-50m.json');

/** The colors of CARTO's basemaps, by the name of the style. */
const STYLES = {
  'positron.json': { water: '#d5dee4', land: '#f6f5f1', border: '#b9bdc0' },
  'voyager.json': { water: '#c9e3ea', land: '#fbf6e9', border: '#c3a5b8' },
  'dark-matter.json': { water: '#2b343b', land: '#12171b', border: '#4a545c' },
};

/** Sends a file of the basemap. `baseUrl` is the URL of its folder. */
export async function answerBasemap({ path, baseUrl, response }) {
  const content = Object.hasOwn(STYLES, path)
    ? JSON.stringify(styleAt(baseUrl, STYLES[path]))
    : (await shapes()).get(path);
  if (!content) throw new Refusal(404, 'Not found');
  response.writeHead(200, { 'Content-Type': 'application/json; charset=utf-8' }).end(content);
}

function styleAt(baseUrl, colors) {
  const source = (name) => ({ type: 'geojson', data: `${baseUrl}/${name}`, maxzoom: 8 });
  return {
    version: 8,
    name: 'Sandbox',
    sources: {
      land: { ...source('land.geojson'), attribution: 'Natural Earth' },
      borders: source('borders.geojson'),
    },
    layers: [
      { id: 'water', type: 'background', paint: { 'background-color': colors.water } },
      { id: 'land', type: 'fill', source: 'land', paint: { 'fill-color': colors.land } },
      {
        id: 'borders',
        type: 'line',
        source: 'borders',
        layout: { 'line-join': 'round' },
        paint: {
          'line-color': colors.border,
          'line-width': ['interpolate', ['linear'], ['zoom'], 1, 0.5, 6, 1.5],
        },
      },
    ],
  };
}

let read;

/** The GeoJSON files by name. They are created at the first request. */
function shapes() {
  read ??= readShapes();
  return read;
}

async function readShapes() {
  const world = JSON.parse(await readFile(WORLD, 'utf8'));
  const { countries, land } = world.objects;
  // Only lines between two countries, without coasts and without the edge of the map at 180 degrees.
  const borders = mesh(world, countries, (one, other) => one !== other);
  return new Map([
    ['land.geojson', shorten(unrolled(feature(world, land)))],
    ['borders.geojson', shorten(borders)],
  ]);
}

/** Unwraps shapes that cross 180 degrees. In the data, they jump to the other side of the map. */
function unrolled(collection) {
  for (const { geometry } of collection.features) {
    geometry.coordinates = geometry.coordinates.map((rings) => rings.map(unroll));
  }
  return collection;
}

function unroll(ring) {
  let turn = 0;
  const unrolled = ring.map(([longitude, latitude], nth) => {
    const step = longitude - (ring[nth - 1] ?? ring[0])[0];
    if (Math.abs(step) > 180) turn -= 360 * Math.sign(step);
    return [longitude + turn, latitude];
  });
  if (turn === 0) return unrolled;
  // A shape around the whole earth is Antarctica, which also needs an edge along the pole.
  const [west, east] = [unrolled[0], unrolled.at(-1)];
  return [...unrolled, [east[0], -90], [west[0], -90], west];
}

/** The data has a resolution of a thousandth of a degree. */
function shorten(geojson) {
  const round = (_, value) => (typeof value === 'number' ? Math.round(value * 1000) / 1000 : value);
  return JSON.stringify(geojson, round);
}
