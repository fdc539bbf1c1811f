import { expect, test as base } from '@playwright/test';
import { createSandbox } from './sandbox.js';
import { watch } from './watch.js';

export { expect };

/**
 * Playwright's test with two more fixtures, which are there whether a test names them or not:
 * `sandbox` controls the local CARTO, which begins each test with its default settings;
 * `watched` knows what the browser said and asked for, and fails when that is not as it should be.
 */
export const test = base.extend({
  sandbox: [
    async ({ request }, use) => {
      const sandbox = createSandbox(request);
      await sandbox.set();
      await use(sandbox);
    },
    { auto: true },
  ],
  watched: [
    async ({ context }, use) => {
      const watched = watch(context);
      await use(watched);
      expect(watched.problems(), 'warnings and errors in the console').toEqual([]);
      expect(watched.strangers(), 'requests to other machines').toEqual([]);
    },
    { auto: true },
  ],
});
