/**
 * Basemaps that need no network: the countries from Natural Earth, and for the USA also its coast,
 * states, counties and places. Labels need no fonts: without `glyphs`, the browser draws them itself.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { feature, merge, mesh } from 'topojson-client';
import { Refusal } from './refusal.js';

const WORLD = createRequire(import.meta.url).resolve('world-atlas/countries-50m.json');
const FOLDER = join(import.meta.dirname, 'basemap');
const USA = '840'; // ISO 3166-1

/** The colors of CARTO's basemaps, by the name of the style. */
const STYLES = {
  'positron.json': {
    water: '#d5dee4',
    land: '#f6f5f1',
    border: '#b3b8bb',
    state: '#c3c7c9',
    county: '#e1e1dc',
    label: '#6b7378',
    place: '#51595e',
  },
  'voyager.json': {
    water: '#c9e3ea',
    land: '#fbf6e9',
    border: '#c3a5b8',
    state: '#d3bfc9',
    county: '#e9e0d2',
    label: '#7d6b76',
    place: '#574c53',
  },
  'dark-matter.json': {
    water: '#2b343b',
    land: '#12171b',
    border: '#4a545c',
    state: '#39434a',
    county: '#20272c',
    label: '#87939c',
    place: '#aab4bb',
  },
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
  const source = (name, maxzoom) => ({
    type: 'geojson',
    data: `${baseUrl}/${name}.geojson`,
    maxzoom,
  });
  return {
    version: 8,
    name: 'Sandbox',
    sources: {
      land: { ...source('land', 8), attribution: 'Natural Earth, U.S. Census Bureau' },
      borders: source('borders', 8),
      seam: source('seam', 8),
      lakes: source('lakes', 12),
      usa: source('usa', 12),
      inlandLakes: source('inlandLakes', 12),
      counties: source('counties', 12),
      states: source('states', 12),
      labels: source('labels', 8),
      places: source('places', 8),
    },
    layers: [
      { id: 'water', type: 'background', paint: { 'background-color': colors.water } },
      area('land', colors.land),
      // Land borders of the USA, which is more detailed than its neighbors. This closes the gaps.
      line('seam', { color: colors.land, widths: [3, 1, 12, 512], base: 2 }),
      area('lakes', colors.water),
      area('usa', colors.land),
      area('inlandLakes', colors.water),
      line('counties', { color: colors.county, widths: [6, 0.5, 12, 1.5], minzoom: 6 }),
      line('states', { color: colors.state, widths: [3, 0.5, 8, 1.5] }),
      line('borders', { color: colors.border, widths: [1, 0.5, 6, 1.5] }),
      {
        ...text('labels', { color: colors.label, halo: colors.land, sizes: [3, 10, 7, 15] }),
        minzoom: 3.2,
        maxzoom: 7.5,
      },
      {
        ...text('places', { color: colors.place, halo: colors.land, sizes: [4, 10, 11, 14] }),
        // The number of places at each zoom level, the most important ones first.
        filter: [
          '<',
          ['get', 'rank'],
          ['step', ['zoom'], 0, 4, 30, 5, 80, 6, 250, 7, 500, 8, 900, 9, 1e9],
        ],
      },
    ],
  };
}

const area = (source, color) => ({
  id: source,
  type: 'fill',
  source,
  paint: { 'fill-color': color },
});

/** `widths` are two zoom levels, each with its width in pixels. */
const line = (source, { color, widths, base = 1, minzoom = 0 }) => ({
  id: source,
  type: 'line',
  source,
  minzoom,
  layout: { 'line-join': 'round' },
  paint: {
    'line-color': color,
    'line-width': ['interpolate', ['exponential', base], ['zoom'], ...widths],
  },
});

const text = (source, { color, halo, sizes }) => ({
  id: source,
  type: 'symbol',
  source,
  layout: {
    'symbol-sort-key': ['coalesce', ['get', 'rank'], 0],
    'text-field': ['get', 'name'],
    'text-font': ['sans-serif'],
    'text-padding': 4,
    'text-size': ['interpolate', ['linear'], ['zoom'], ...sizes],
  },
  paint: { 'text-color': color, 'text-halo-color': halo, 'text-halo-width': 1.2 },
});

let read;

/** The GeoJSON files by name. They are created at the first request. */
function shapes() {
  read ??= readShapes();
  return read;
}

async function readShapes() {
  const [world, usa] = (
    await Promise.all([readText(WORLD), readText(join(FOLDER, 'usa.json'))])
  ).map((text) => JSON.parse(text));
  const { countries } = world.objects;
  const others = countries.geometries.filter(({ id }) => id !== USA);
  const ofUsa = (name) => feature(usa, usa.objects[name]);
  const files = {
    land: unrolled(merge(world, others)),
    // Only lines between two countries, without coasts and without the edge of the map at 180 degrees.
    borders: mesh(world, countries, (one, other) => one !== other),
    seam: mesh(world, countries, (one, other) => one !== other && [one.id, other.id].includes(USA)),
    usa: ofUsa('land'),
    ...Object.fromEntries(
      ['lakes', 'inlandLakes', 'counties', 'states', 'labels'].map((name) => [name, ofUsa(name)]),
    ),
    places: placesIn(await readText(join(FOLDER, 'places.csv'))),
  };
  return new Map(
    Object.entries(files).map(([name, geojson]) => [`${name}.geojson`, shorten(geojson)]),
  );
}

const readText = (path) => readFile(path, 'utf8');

/** The places of the file, which begins with the most important ones. */
function placesIn(csv) {
  const [, ...lines] = csv.trimEnd().split('\n');
  const features = lines.map((text, rank) => {
    const [name, , longitude, latitude] = text.split(',');
    const coordinates = [Number(longitude), Number(latitude)];
    return {
      type: 'Feature',
      properties: { name, rank },
      geometry: { type: 'Point', coordinates },
    };
  });
  return { type: 'FeatureCollection', features };
}

/** Unwraps shapes that cross 180 degrees. In the data, they jump to the other side of the map. */
function unrolled(geometry) {
  return { ...geometry, coordinates: geometry.coordinates.map((rings) => rings.map(unroll)) };
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
