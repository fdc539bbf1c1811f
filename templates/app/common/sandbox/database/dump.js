/** Saves databases to files, so that only the first start has to create them. */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { threadId } from 'node:worker_threads';
import { constants, gzip } from 'node:zlib';

const SANDBOX = resolve(import.meta.dirname, '..');
const PACKAGES = ['@electric-sql/pglite', '@electric-sql/pglite-postgis'];
// The whole folder: whoever changes it waits once, and no database is used that other code has made.
const PREPARING_CODE = ['isochrone.sql', 'geocoding.sql', 'basemap/places.csv', 'database'];
const LOADING_CODE = [...PREPARING_CODE, 'tables.js', 'files'];

/** The path of the dump for these tables, whether it exists or not. Its name contains a hash of its sources. */
export async function findDump(cacheDir, name, tables) {
  const needed = tables.length > 0 ? LOADING_CODE : PREPARING_CODE;
  const code = await Promise.all(needed.map((each) => filesIn(join(SANDBOX, each))));
  const sources = [...tables.map(({ file }) => file), ...code.flat(), ...PACKAGES.map(manifestOf)];
  const hash = createHash('sha256');
  for (const source of sources) {
    const content = await readFile(source);
    hash.update(`${basename(source)} ${content.length} `).update(content);
  }
  return join(cacheDir, `${name}-${hash.digest('hex').slice(0, 16)}.tar.gz`);
}

/** The compressed dump at a path, or undefined if there is none. */
export async function readDump(path) {
  return readFile(path).catch(() => undefined);
}

/** Dumps a database, compressed. */
export async function dumpOf(pg) {
  const dump = await pg.dumpDataDir('none');
  return promisify(gzip)(await dump.arrayBuffer(), { level: constants.Z_BEST_SPEED });
}

/** Writes a dump, and removes outdated ones of the same name. */
export async function writeDump(path, bytes) {
  const cacheDir = dirname(path);
  await mkdir(cacheDir, { recursive: true });
  const temporary = `${path}.${process.pid}.${threadId}`;
  try {
    await writeFile(temporary, bytes);
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
  const [name] = basename(path).split('-');
  const others = (await readdir(cacheDir)).filter(
    (each) => each.startsWith(`${name}-`) && !each.startsWith(basename(path)),
  );
  await Promise.all(others.map((each) => rm(join(cacheDir, each), { force: true })));
}

async function filesIn(path) {
  const names = await readdir(path).catch(() => undefined);
  return names ? names.sort().map((name) => join(path, name)) : [path];
}

/** The package.json of an installed package, which contains its version. */
function manifestOf(name) {
  return resolve(dirname(createRequire(import.meta.url).resolve(name)), '../package.json');
}
