/** Starts the local CARTO, then the application that uses it. */
import { watch } from 'node:fs';
import { join, resolve } from 'node:path';
import { build, createServer, preview } from 'vite';
import { openDatabase } from './database.js';
import { DataError } from './files/dataError.js';
import { listen } from './http/listen.js';
import { startCarto } from './server.js';
import { APP_PORT, APP_URL, CARTO_PORT, GUEST, OAUTH_APPS, OWNER } from './settings.js';

const ROOT = resolve(import.meta.dirname, '..');
const DATA = join(import.meta.dirname, 'data');
const CACHE = join(ROOT, 'node_modules/.cache/carto-sandbox');

const VITE = { root: ROOT, mode: 'sandbox', clearScreen: false };
const BUILT = { ...VITE, build: { outDir: join(CACHE, 'dist'), emptyOutDir: true } };

const log = (message) => console.log(message);

/** Everything runs in this process and a thread of it, which have nothing to save: Ctrl-C can stop it at any time. */
export async function run({ isPreview }) {
  log('Sandbox: a stand-in for CARTO on this machine. It sends no requests to CARTO itself.');
  await checkPorts();
  const database = await openDatabase({ dataDir: DATA, cacheDir: CACHE, log });
  const carto = await startCarto({ database, port: CARTO_PORT });
  await (isPreview ? serveBuilt() : serve());
  watchData(carto);
  log(summary(carto.url));
}

/** Checks the ports first, before anything that takes time. */
async function checkPorts() {
  const ports = { SANDBOX_APP_PORT: APP_PORT, SANDBOX_CARTO_PORT: CARTO_PORT };
  for (const [variable, port] of Object.entries(ports)) {
    const server = await listen({ port, variable, answer: () => {} });
    await server.close();
  }
}

async function serve() {
  log('Starting the application.');
  const server = await createServer(VITE);
  await server.listen();
}

async function serveBuilt() {
  log('Building the application.');
  await build({ ...BUILT, logLevel: 'warn' });
  await preview(BUILT);
}

/** Loads the data again when a file changes. Editors and copies change a file several times in a row. */
function watchData(carto) {
  let timer;
  let last = Promise.resolve();
  const reload = async () => {
    try {
      await carto.reload();
      log('Loaded sandbox/data again. Reload the page to see it.');
    } catch (error) {
      const reason = error instanceof DataError ? error.message : error.stack;
      log(`sandbox/data has changed, but the sandbox keeps the previous data:\n${reason}`);
    }
  };
  watch(DATA, () => {
    clearTimeout(timer);
    timer = setTimeout(() => (last = last.then(reload)), 300);
  });
}

function summary(cartoUrl) {
  const accounts = `${OWNER}, who owns every private table, or ${GUEST}, who owns none`;
  const lines = [
    ['Application', APP_URL],
    ['Local CARTO', `${cartoUrl} (tables, keys${OAUTH_APPS.length > 0 ? ', logins' : ''})`],
    ...(OAUTH_APPS.length > 0 ? [['Log in as', accounts]] : []),
    ['Add data', 'each file in sandbox/data is a table; see sandbox/README.md'],
    ['Stop', 'Ctrl-C'],
  ];
  return ['', ...lines.map(([name, text]) => `  ${name.padEnd(12)} ${text}`), ''].join('\n');
}
