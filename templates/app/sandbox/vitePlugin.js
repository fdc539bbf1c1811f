/**
 * Connects the application to the sandbox. In Vite's mode `sandbox`, the modules in sandbox/app replace
 * those of the same name, which contain the addresses of CARTO.
 */
import { resolve } from 'node:path';
import { normalizePath } from 'vite';
import { API_KEY, APP_PORT, CARTO_URL, OAUTH_APPS, OWNER } from './settings.js';

const at = (path) => normalizePath(resolve(import.meta.dirname, path));
const STAND_INS = new Map([
  [at('../src/store/initialStateSlice.js'), at('app/initialStateSlice.js')],
  [at('../src/data/basemaps.js'), at('app/basemaps.js')],
  [at('../src/data/cartoServers.js'), at('app/cartoServers.js')], // of the example
]);
/** The importer that Vite reports for modules requested by URL. */
const PAGE = at('../index.html');
const NAMES = /(^|\/)(initialStateSlice|basemaps|cartoServers)(\.js)?$/;

/** The hosts of CARTO, which the sandbox blocks, whatever the application's code says. */
const CARTO_HOSTS = / https:\/\/(\*\.)?(basemaps\.cartocdn|carto)\.com(?=[ ;])/g;

const SERVER = { host: 'localhost', port: APP_PORT, strictPort: true };
const ENV = {
  SANDBOX_API_KEY: API_KEY,
  SANDBOX_CARTO_URL: CARTO_URL,
  SANDBOX_CLIENT_ID: OAUTH_APPS[0]?.clientId,
  SANDBOX_OWNER: OWNER,
  // Overrides .env.local, to keep real keys out of the sandbox.
  VITE_CARTO_API_KEY: API_KEY,
};

export function sandboxPlugin() {
  return {
    name: 'carto-sandbox',
    enforce: 'pre',

    config: () => ({
      // Separate from that of `vite`, so that neither invalidates the other.
      cacheDir: 'node_modules/.cache/carto-sandbox/vite',
      define: Object.fromEntries(
        Object.entries(ENV).map(([name, value]) => [
          `import.meta.env.${name}`,
          JSON.stringify(value),
        ]),
      ),
      server: SERVER,
      preview: SERVER,
    }),

    resolveId: {
      filter: { id: NAMES },
      async handler(source, importer, options) {
        const real = await this.resolve(source, importer, { ...options, skipSelf: true });
        const standIn = STAND_INS.get(real?.id);
        // A stand-in imports the real module, which the browser then requests by URL.
        return standIn && ![standIn, PAGE].includes(importer) ? standIn : real;
      },
    },

    transformIndexHtml: {
      order: 'post',
      handler: (html) =>
        html
          .replace(CARTO_HOSTS, '')
          .replace(/(connect-src|img-src) /g, (directive) => `${directive}${CARTO_URL} `),
    },
  };
}
