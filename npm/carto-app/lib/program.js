'use strict';

const { existsSync, readFileSync, statSync } = require('node:fs');
const { dirname, join, sep } = require('node:path');
const { optionalDependencies, version } = require('../package.json');

/** Returns the program's path, or the problem if there is none; and in both cases a hint on how to fix it. */
function findProgram() {
  const { CARTO_APP_BINARY: named } = process.env;
  if (named) return { path: named, hint: 'set CARTO_APP_BINARY to a carto-app for this system, or unset it' };

  const name = packageName();
  if (!(name in optionalDependencies)) {
    return {
      problem: `there is no carto-app for ${process.platform} on ${process.arch}`,
      hint: 'build it from its source with Cargo, and set CARTO_APP_BINARY to what comes out',
    };
  }
  const hint = howToInstall();
  let path;
  try {
    path = require.resolve(`${name}/bin/carto-app${process.platform === 'win32' ? '.exe' : ''}`);
  } catch {
    // Optional dependencies were omitted, or node_modules was copied from another system.
    return { problem: `carto-app needs its package for this system, ${name}, which is not installed`, hint };
  }
  // Node also searches the folders above, where it may find another version.
  const found = readPackageOf(path);
  if (found.name !== name || found.version !== version) {
    const other = `${found.name ?? 'a package without a name'} ${found.version ?? ''}`.trim();
    return { problem: `carto-app needs ${name} ${version}, but ${other} is in its place, at ${path}`, hint };
  }
  return { path, hint };
}

function readPackageOf(path) {
  try {
    return JSON.parse(readFileSync(join(dirname(path), '..', 'package.json'), 'utf8'));
  } catch {
    return {};
  }
}

/** Explains why the program can't be started, and what to do about it. */
function whyNotStarted({ code, message }, { path, hint }) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return { problem: `${path} does not exist`, hint };
  if (!found.isFile()) return { problem: `${path} is not a file`, hint };
  if (code === 'EACCES') {
    return { problem: `${path} is not executable`, hint: `chmod +x '${path.replaceAll("'", "'\\''")}'` };
  }
  // The file exists, so its dynamic loader is missing.
  if (code === 'ENOENT') {
    return {
      problem: `${path} needs a loader (such as ld-linux or ld-musl) that this system doesn't have`,
      hint: 'install the C library that it was built for, or build carto-app from its source with Cargo, and set CARTO_APP_BINARY to what comes out',
    };
  }
  return { problem: `${path} cannot be started (${message})`, hint };
}

/** The package with the program for this system; npm/platforms.json in the repository lists them all. */
function packageName() {
  const name = `@carto-app/${process.platform}-${process.arch}`;
  return process.platform === 'linux' ? `${name}-${hasGlibc() ? 'gnu' : 'musl'}` : name;
}

/** Whether Node itself uses glibc. If Node has no report, musl's loader identifies Alpine and similar systems. */
function hasGlibc() {
  const report = process.report?.getReport();
  if (report) return 'glibcVersionRuntime' in report.header;
  return !['x86_64', 'aarch64'].some((cpu) => existsSync(`/lib/ld-musl-${cpu}.so.1`));
}

function howToInstall() {
  // npx caches an installation by its spec; adding the version forces a new one.
  const command = __dirname.split(sep).includes('_npx') ? 'npx' : 'npm install';
  return `${command} --include=optional carto-app@${version}`;
}

module.exports = { findProgram, whyNotStarted };
