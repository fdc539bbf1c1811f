'use strict';

const { existsSync, readFileSync, statSync } = require('node:fs');
const { dirname, join, sep } = require('node:path');
const { optionalDependencies, version } = require('../package.json');

/** The program's path, or what is wrong where there is none; and in both cases a hint for when it can't be used. */
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
    // Optional packages were left out, or node_modules comes from another system.
    return { problem: `carto-app needs its package for this system, ${name}, which is not installed`, hint };
  }
  // Node also finds packages of folders above, which may be others.
  const found = packageAround(path);
  if (found.name !== name || found.version !== version) {
    const other = `${found.name ?? 'a package without a name'} ${found.version ?? ''}`.trim();
    return { problem: `carto-app needs ${name} ${version}, but ${other} is in its place, at ${path}`, hint };
  }
  return { path, hint };
}

function packageAround(path) {
  try {
    return JSON.parse(readFileSync(join(dirname(path), '..', 'package.json'), 'utf8'));
  } catch {
    return {};
  }
}

/** Why a program that was found can't be started, and what to do about it. */
function whyNotStarted({ code, message }, { path, hint }) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return { problem: `${path} does not exist`, hint };
  if (!found.isFile()) return { problem: `${path} is not a file`, hint };
  if (code === 'EACCES') {
    return { problem: `${path} is not executable`, hint: `chmod +x '${path.replaceAll("'", "'\\''")}'` };
  }
  // The file is there, so what is missing is the loader that it names.
  if (code === 'ENOENT') {
    return {
      problem: `${path} needs a loader (such as ld-linux or ld-musl) that this system doesn't have`,
      hint: 'install the C library that it was built for, or build carto-app from its source with Cargo, and set CARTO_APP_BINARY to what comes out',
    };
  }
  return { problem: `${path} cannot be started (${message})`, hint };
}

/** The package that has the program for this system: npm/platforms.json of the repository lists them. */
function packageName() {
  const name = `@carto-app/${process.platform}-${process.arch}`;
  return process.platform === 'linux' ? `${name}-${hasGlibc() ? 'gnu' : 'musl'}` : name;
}

/** Whether Node itself runs with glibc. Where it can't report that, musl's loader tells Alpine and its kin. */
function hasGlibc() {
  const report = process.report?.getReport();
  if (report) return 'glibcVersionRuntime' in report.header;
  return !['x86_64', 'aarch64'].some((cpu) => existsSync(`/lib/ld-musl-${cpu}.so.1`));
}

function howToInstall() {
  // npx keeps what it has once installed for a name; with the version it is another one.
  const command = __dirname.split(sep).includes('_npx') ? 'npx' : 'npm install';
  return `${command} --include=optional carto-app@${version}`;
}

module.exports = { findProgram, whyNotStarted };
