/** Starts PostgreSQL with PostGIS (PGlite). */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { threadId } from 'node:worker_threads';
import { gunzip, gzip } from 'node:zlib';
import { PGlite } from '@electric-sql/pglite';
import { postgis } from '@electric-sql/pglite-postgis';

const POSTGRESQL_CONF = [
  // Without this, times without a time zone would depend on the time zone of the machine.
  "timezone = 'UTC'",
  // Temporary files are in memory, too.
  "temp_file_limit = '256MB'",
  // All files are in memory, so large buffers and a complete log would only repeat them there.
  "shared_buffers = '16MB'",
  'wal_level = minimal',
  'max_wal_senders = 0',
  'full_page_writes = off',
];

/** With a compressed `dump`, the database is as it was when the dump was made. */
export async function startPostgres(cacheDir, dump) {
  return PGlite.create({
    extensions: { postgis: slimPostgis(cacheDir) },
    postgresqlconf: POSTGRESQL_CONF,
    ...(dump && { loadDataDir: new Blob([await promisify(gunzip)(dump)]) }),
  });
}

/**
 * PostGIS without its libraries for rasters and topology, which take two thirds of the time and the
 * memory to load. What remains of the package is kept in `cacheDir`.
 */
function slimPostgis(cacheDir) {
  const setup = async (...args) => {
    const { bundlePath, ...rest } = await postgis.setup(...args);
    return { ...rest, bundlePath: await slimBundle(bundlePath, cacheDir) };
  };
  return { name: postgis.name, setup };
}

async function slimBundle(bundlePath, cacheDir) {
  const manifest = await readFile(new URL('../package.json', bundlePath), 'utf8');
  const path = join(cacheDir, `postgis-${JSON.parse(manifest).version}.tar.gz`);
  try {
    if (!existsSync(path)) await writeBundle(bundlePath, path);
    return pathToFileURL(path);
  } catch {
    // Nothing can be written there. The whole package works, too.
    return bundlePath;
  }
}

const NEEDED = [
  /^lib\/postgresql\/postgis-3\.so$/,
  /^share\/proj\//,
  /^share\/postgresql\/extension\/postgis(\.control|--\d+\.\d+\.\d+\.sql)$/,
];

async function writeBundle(from, to) {
  const files = [...entriesOf(await promisify(gunzip)(await readFile(from)))].filter(({ name }) =>
    NEEDED.some((pattern) => pattern.test(name)),
  );
  const tar = Buffer.concat([...files.map(({ bytes }) => bytes), Buffer.alloc(2 * BLOCK)]);
  await mkdir(dirname(to), { recursive: true });
  const temporary = `${to}.${process.pid}.${threadId}`;
  // Uncompressed, because it is read at every start.
  await writeFile(temporary, await promisify(gzip)(tar, { level: 0 }));
  await rename(temporary, to);
}

const BLOCK = 512;

/** The entries of a tar archive: `name`, and the `bytes` with the header. */
function* entriesOf(tar) {
  for (let at = 0; tar[at];) {
    const name = tar.toString('latin1', at, at + 100).replace(/\0.*/s, '');
    const size = parseInt(tar.toString('latin1', at + 124, at + 136), 8);
    const end = at + BLOCK + Math.ceil(size / BLOCK) * BLOCK;
    yield { name, bytes: tar.subarray(at, end) };
    at = end;
  }
}
