import { expect, test as base } from '@playwright/test';
import { createSandbox } from './sandbox.ts';
import type { Sandbox } from './sandbox.ts';
import { watch } from './watch.ts';
import type { Watched } from './watch.ts';

export { expect };

/**
 * Playwright's test with two more fixtures:
 * `sandbox` sends requests to the local CARTO;
 * `watched` records console messages and requests of every test, and fails it for unexpected ones.
 */
export const test = base.extend<{ sandbox: Sandbox; watched: Watched }>({
  sandbox: async ({ request }, use) => {
    await use(createSandbox(request));
  },
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
