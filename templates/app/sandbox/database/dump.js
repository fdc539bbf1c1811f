/** The filled database as a file, so that only the first start has to make it. */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';

const SANDBOX = resolve(import.meta.dirname, '..');
const LOADING_CODE = ['database.js', 'tables.js', 'isochrone.sql', 'database', 'files'];
const PACKAGES = ['@electric-sql/pglite', '@electric-sql/pglite-postgis'];

/** Where the dump of these tables is, or would be: its name tells of all that it was made from. */
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

/** The data that PGlite loads, or undefined without a dump. A damaged dump is removed, and an error. */
export async function readDump(path) {
  const bytes = await readFile(path).catch(() => undefined);
  if (!bytes) return undefined;
  try {
    // The checksum in it shows any damage before PostgreSQL comes across it.
    return new Blob([await promisify(gunzip)(bytes)]);
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

/** Keeps a dump, and removes those that were made from something else. */
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

/** The package.json of a package that is installed, and with it the version. */
function manifestOf(name) {
  return resolve(dirname(createRequire(import.meta.url).resolve(name)), '../package.json');
}
