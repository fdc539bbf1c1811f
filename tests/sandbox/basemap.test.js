import { expect, test } from 'vitest';
import { answerBasemap } from './basemap.js';

async function read(path) {
  const response = { writeHead: () => response, end: (body) => (response.body = body) };
  await answerBasemap({ path, baseUrl: 'http://localhost:3001/basemap', response });
  return JSON.parse(response.body);
}

test.each(['positron', 'voyager', 'dark-matter'])(
  '%s uses no other servers, and names the source of its data',
  async (name) => {
    const style = await read(`${name}.json`);
    expect(Object.values(style.sources).map(({ data }) => data)).toEqual([
      'http://localhost:3001/basemap/land.geojson',
      'http://localhost:3001/basemap/borders.geojson',
    ]);
    expect(style.sources.land.attribution).toBe('Natural Earth');
    expect(style).not.toHaveProperty('glyphs');
    expect(style).not.toHaveProperty('sprite');
  },
);

test('no shoreline jumps from one edge of the map to the other', async () => {
  const { features } = await read('land.geojson');
  const rings = features.flatMap(({ geometry }) => geometry.coordinates.flat());
  const isPole = (position) => position[1] === -90;
  const jumps = rings
    .filter((ring) => !ring.some(isPole))
    .flatMap((ring) => ring.filter(([x], nth) => nth > 0 && Math.abs(x - ring[nth - 1][0]) > 180));
  expect(rings.length).toBeGreaterThan(1000);
  expect(jumps).toEqual([]);
});

test('borders are lines', async () => {
  expect(await read('borders.geojson')).toMatchObject({ type: 'MultiLineString' });
});

test.each(['sprite.json', '../style.json', 'constructor'])('there is no %s', async (path) => {
  await expect(read(path)).rejects.toMatchObject({ status: 404 });
});
