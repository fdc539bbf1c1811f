import { expect, test } from 'vitest';
import { answerBasemap } from './basemap.js';

async function read(path) {
  const response = { writeHead: () => response, end: (body) => (response.body = body) };
  await answerBasemap({ path, baseUrl: 'http://localhost:3001/basemap', response });
  return JSON.parse(response.body);
}

const STYLES = ['positron', 'voyager', 'dark-matter'];

test.each(STYLES)('%s uses no other servers, and names the source of its data', async (name) => {
  const { sources, layers, ...style } = await read(`${name}.json`);
  for (const [name, { data }] of Object.entries(sources)) {
    expect(data).toBe(`http://localhost:3001/basemap/${name}.geojson`);
    expect(await read(`${name}.geojson`)).toHaveProperty('type');
  }
  const used = layers.flatMap(({ source }) => source ?? []);
  expect(used.sort()).toEqual(Object.keys(sources).sort());
  expect(sources.land.attribution).toContain('Natural Earth');
  expect(style).not.toHaveProperty('glyphs');
  expect(style).not.toHaveProperty('sprite');
});

test('no shoreline jumps from one edge of the map to the other', async () => {
  const world = await read('land.geojson');
  const { geometry: usa } = await read('usa.geojson');
  for (const { coordinates } of [world, usa]) {
    const rings = coordinates.flat();
    const isPole = (position) => position[1] === -90;
    const jumps = rings
      .filter((ring) => !ring.some(isPole))
      .flatMap((ring) =>
        ring.filter(([x], nth) => nth > 0 && Math.abs(x - ring[nth - 1][0]) > 180),
      );
    expect(rings.length).toBeGreaterThan(100);
    expect(jumps).toEqual([]);
  }
});

test('borders are lines', async () => {
  expect(await read('borders.geojson')).toMatchObject({ type: 'MultiLineString' });
  for (const name of ['states', 'counties']) {
    const { geometry } = await read(`${name}.geojson`);
    expect(geometry.type).toBe('MultiLineString');
  }
});

test('places have names and an order, the most important ones first', async () => {
  const { features } = await read('places.geojson');
  expect(features.length).toBeGreaterThan(2000);
  expect(features[0].properties).toEqual({ name: 'Los Angeles', rank: 0 });
  for (const { properties, geometry } of features) {
    expect(properties.name).not.toBe('');
    expect(geometry.coordinates.every(Number.isFinite)).toBe(true);
  }
});

test('every state has a label', async () => {
  const { features } = await read('labels.geojson');
  expect(features).toHaveLength(51);
});

test.each(['sprite.json', '../style.json', 'constructor'])('there is no %s', async (path) => {
  await expect(read(path)).rejects.toMatchObject({ status: 404 });
});
