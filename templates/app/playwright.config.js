import { defineConfig } from '@playwright/test';
import { APP_URL } from './sandbox/settings.js';

// WebGL without a graphics card.
const DRAW_IN_SOFTWARE = [
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
];
// Whatever a page asks for, nothing leaves this machine.
const STAY_HERE = ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost'];

/** The tests of the whole application: in a browser, as it is built, with the CARTO of sandbox/. */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.e2e.js',
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  // There is one sandbox, and what a test sets there holds for all.
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  use: {
    baseURL: APP_URL,
    actionTimeout: 30_000,
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: {
      args: [...DRAW_IN_SOFTWARE, ...STAY_HERE],
      executablePath: process.env.CHROMIUM_PATH || undefined,
    },
    screenshot: 'only-on-failure',
    // Without pictures of each moment: to take them takes longer than the test.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: true, sources: true },
    // Small, for machines that draw in software, but the views still lie beside the map.
    viewport: { width: 1000, height: 640 },
  },
  webServer: {
    command: 'node sandbox/start.js --preview',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
    timeout: 180_000,
    url: APP_URL,
  },
});
