import { expect, test as base } from '@playwright/test';
import { createSandbox } from './sandbox.js';
import { watch } from './watch.js';

export { expect };

/**
 * Playwright's test with two more fixtures, which every test uses automatically:
 * `sandbox` controls the local CARTO, and resets its settings before each test;
 * `watched` records console messages and requests, and fails the test for unexpected ones.
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
