import { defineConfig } from '@playwright/test';
import { APP_URL } from './sandbox/settings.js';

// Draws WebGL without a graphics card, and the rest of a page without WebGL.
const RENDER_IN_SOFTWARE = [
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--disable-gpu-rasterization',
];
// Blocks requests to other machines.
const BLOCK_OTHER_HOSTS = [
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost',
];

/** Tests the built application in a browser, with the local CARTO in sandbox/. */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.e2e.ts',
  forbidOnly: Boolean(process.env.CI),
  retries: process.env.CI ? 1 : 0,
  reporter: 'list',
  // All tests share one sandbox and its settings.
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  use: {
    baseURL: APP_URL,
    actionTimeout: 30_000,
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: {
      args: [...RENDER_IN_SOFTWARE, ...BLOCK_OTHER_HOSTS],
      executablePath: process.env.CHROMIUM_PATH || undefined,
    },
    screenshot: 'only-on-failure',
    // No screenshots in traces: taking them takes longer than the test.
    trace: { mode: 'on-first-retry', screenshots: false, snapshots: true, sources: true },
    // Few pixels, for software rendering, but wide enough to show the views beside the map.
    viewport: { width: 1000, height: 640 },
    deviceScaleFactor: 0.5,
  },
  webServer: {
    command: 'node sandbox/start.js --preview',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
    timeout: 180_000,
    url: APP_URL,
  },
});
