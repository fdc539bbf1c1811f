import { resolve } from 'node:path';
import { createServer } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { API_KEY, APP_PORT, CARTO_URL } from './settings';
import { sandboxPlugin } from './vitePlugin';

const ROOT = resolve(import.meta.dirname, '..');
const at = (path) => resolve(ROOT, path);

let server;

beforeAll(async () => {
  server = await createServer({
    root: ROOT,
    configFile: false,
    logLevel: 'silent',
    mode: 'sandbox',
    optimizeDeps: { noDiscovery: true },
    plugins: [sandboxPlugin()],
    resolve: { alias: { data: at('src/data'), store: at('src/store') } },
    server: { middlewareMode: true, ws: false, watch: null },
  });
});

afterAll(() => server.close());

const resolved = async (source, importer) => {
  const { pluginContainer } = server.environments.client;
  return (await pluginContainer.resolveId(source, importer && at(importer))).id;
};

describe('in sandbox mode', () => {
  test.each([
    ['store/initialStateSlice', 'src/App.jsx', 'sandbox/app/initialStateSlice.js'],
    ['./initialStateSlice', 'src/store/store.js', 'sandbox/app/initialStateSlice.js'],
    ['../store/initialStateSlice.js', 'src/data/x.js', 'sandbox/app/initialStateSlice.js'],
    ['data/basemaps', 'src/store/initialStateSlice.js', 'sandbox/app/basemaps.js'],
  ])('%s in %s is %s', async (source, importer, standIn) => {
    expect(await resolved(source, importer)).toBe(at(standIn));
  });

  test('the stand-ins import the real modules', async () => {
    const slice = 'sandbox/app/initialStateSlice.js';
    expect(await resolved('store/initialStateSlice', slice)).toBe(
      at('src/store/initialStateSlice.js'),
    );
    expect(await resolved('data/basemaps', 'sandbox/app/basemaps.js')).toBe(
      at('src/data/basemaps.js'),
    );
  });

  test('the browser can request both by URL', async () => {
    const addresses = ['sandbox/app', 'src/store'].map((path) => `${path}/initialStateSlice.js`);
    for (const address of addresses) expect(await resolved(`/${address}`)).toBe(at(address));
  });

  test('other modules are not replaced', async () => {
    expect(await resolved('store/appSlice', 'src/App.jsx')).toBe(at('src/store/appSlice.js'));
  });

  test('no key is read from .env.local', () => {
    expect(server.config.define['import.meta.env.VITE_CARTO_API_KEY']).toBe(
      JSON.stringify(API_KEY),
    );
  });

  test('no server or client ID is read from the environment', () => {
    for (const name of ['SERVER_URL_TEMPLATE', 'MAPS_URL', 'CLIENT_ID', 'AUTHORIZE_URL']) {
      expect(server.config.env[`VITE_CARTO_${name}`]).toBe('');
    }
  });

  test('the application uses the port of the sandbox', () => {
    const place = { host: 'localhost', port: APP_PORT, strictPort: true };
    expect(server.config.server).toMatchObject(place);
    expect(server.config.preview).toMatchObject(place);
  });

  test('the policy allows the local CARTO instead of CARTO', async () => {
    const policy =
      "connect-src 'self' https://carto.com https://*.carto.com; img-src 'self' https:";
    const html = await server.transformIndexHtml('/', `<meta content="${policy}" />`);
    expect(html).toContain(`connect-src ${CARTO_URL} 'self'; img-src ${CARTO_URL} 'self' https:`);
  });
});
