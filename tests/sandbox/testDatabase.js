/** A small test database: tables with and without geometries, and roles that can read some of them. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from './database.js';
import { inTurn } from './inTurn.js';

/** The first run creates the database, which takes much longer than opening it. */
export const PATIENCE = { testTimeout: 300_000, hookTimeout: 300_000 };

const ROADS = `name,zip,lanes,opened,seen,longitude,latitude
Main Street,01234,2,2020-02-29,2024-01-01 10:00,-118.2,34
Broadway,99999,4,,2024-01-01T10:00:00+02:00,-73.9,40.7
`;
const PARKS = {
  type: 'FeatureCollection',
  features: [
    { name: 'Antarctica', box: [-170, -90, 170, -60] },
    { name: 'Tiny', box: [10, 50, 10.1, 50.1] },
  ].map(({ name, box: [west, south, east, north] }) => ({
    type: 'Feature',
    properties: { name },
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [west, south],
          [east, south],
          [east, north],
          [west, north],
          [west, south],
        ],
      ],
    },
  })),
};
/** The same point in every form that a CSV file can contain. The last one has a height. */
const SHAPES = `the_geom
POINT(1 2)
0101000020E6100000000000000000F03F0000000000000040
"{""type"":""Point"",""coordinates"":[1,2]}"
SRID=3857;POINT(111319.4908 222684.2085)
POINT Z (1 2 3)
`;
const NOTES = 'cartodb_id,note\n7,seven\n3,three\n';

export async function openTestDatabase() {
  const dataDir = await mkdtemp(join(tmpdir(), 'sandbox-data-'));
  await writeFile(join(dataDir, 'roads.csv'), ROADS);
  await writeFile(join(dataDir, 'acme.parks.geojson'), JSON.stringify(PARKS));
  await writeFile(join(dataDir, 'shapes.csv'), SHAPES);
  await writeFile(join(dataDir, 'notes.csv'), NOTES);

  const cacheDir = join(import.meta.dirname, '../node_modules/.cache/carto-sandbox');
  const options = { dataDir, cacheDir, name: 'test', log: () => {} };
  // The first of the test files that run at the same time creates the database for all.
  const lock = join(cacheDir, 'test.lock');
  const database = await inTurn(lock, () => openDatabase(options));
  await database.createRole('reader', { read: ['roads', 'acme.parks', 'shapes'] });
  await database.createRole('writer', { write: ['notes'], services: ['isolines'] });
  await database.createRole('finder', { services: ['geocoding'] });
  await database.createRole('nobody');

  const close = async () => {
    await database.close();
    await rm(dataDir, { recursive: true });
  };
  return { dataDir, cacheDir, database, close };
}
