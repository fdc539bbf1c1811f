/** Saves the filled database to a file, so that only the first start has to create it. */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';

const SANDBOX = resolve(import.meta.dirname, '..');
const LOADING_CODE = ['database.js', 'tables.js', 'isochrone.sql', 'database', 'files'];
const PACKAGES = ['@electric-sql/pglite', '@electric-sql/pglite-postgis'];

/** The path of the dump for these tables, whether it exists or not. Its name is a hash of its sources. */
export async function findDump(cacheDir, tables) {
  const code = await Promise.all(LOADING_CODE.map((name) => filesIn(join(SANDBOX, name))));
  const sources = [...tables.map(({ file }) => file), ...code.flat(), ...PACKAGES.map(manifestOf)];
  const hash = createHash('sha256');
  for (const source of sources) {
    const content = await readFile(source);
    hash.update(`${basename(source)} ${content.length} `).update(content);
  }
  return join(cacheDir, `database-${hash.digest('hex').slice(0, 16)}.tar.gz`);
}

/** The dump for PGlite, or undefined if there is none. Removes a damaged dump and throws an error. */
export async function readDump(path) {
  const bytes = await readFile(path).catch(() => undefined);
  if (!bytes) return undefined;
  try {
    // Its checksum reveals damage before PostgreSQL reads it.
    return new Blob([await promisify(gunzip)(bytes)]);
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

/** Writes a dump, and removes outdated ones. */
export async function writeDump(path, blob) {
  const cacheDir = dirname(path);
  await mkdir(cacheDir, { recursive: true });
  const temporary = `${path}.${process.pid}`;
  try {
    await writeFile(temporary, Buffer.from(await blob.arrayBuffer()));
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
  const others = (await readdir(cacheDir)).filter(
    (name) => name.startsWith('database-') && !name.startsWith(basename(path)),
  );
  await Promise.all(others.map((name) => rm(join(cacheDir, name), { force: true })));
}

async function filesIn(path) {
  const names = await readdir(path).catch(() => undefined);
  return names ? names.sort().map((name) => join(path, name)) : [path];
}

/** The package.json of an installed package, which contains its version. */
function manifestOf(name) {
  return resolve(dirname(createRequire(import.meta.url).resolve(name)), '../package.json');
}
