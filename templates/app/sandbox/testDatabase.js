/** A small database for tests: two tables with a geometry, one without, and roles that may read them. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from './database.js';

/** The very first run makes the database, which takes much longer than to open it. */
export const PATIENCE = { testTimeout: 120_000, hookTimeout: 120_000 };

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
const NOTES = 'cartodb_id,note\n7,seven\n3,three\n';

export async function openTestDatabase() {
  const dataDir = await mkdtemp(join(tmpdir(), 'sandbox-data-'));
  await writeFile(join(dataDir, 'roads.csv'), ROADS);
  await writeFile(join(dataDir, 'acme.parks.geojson'), JSON.stringify(PARKS));
  await writeFile(join(dataDir, 'notes.csv'), NOTES);

  const cacheDir = join(import.meta.dirname, '../node_modules/.cache/carto-sandbox/tests');
  const database = await openDatabase({ dataDir, cacheDir, log: () => {} });
  await database.createRole('reader', { read: ['roads', 'acme.parks'] });
  await database.createRole('writer', { write: ['notes'], isolines: true });
  await database.createRole('nobody');

  const close = async () => {
    await database.close();
    await rm(dataDir, { recursive: true });
  };
  return { dataDir, cacheDir, database, close };
}
