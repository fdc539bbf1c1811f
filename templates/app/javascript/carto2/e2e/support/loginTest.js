import { LOGIN_DEFAULTS } from '../../sandbox/loginSettings.js';
import { expect, test as base } from './test.js';

export { expect };

/** The test of test.js with a fixture that changes the logins of the local CARTO, and resets them at the end. */
export const test = base.extend({
  logins: async ({ sandbox }, use) => {
    /** Sets how many seconds new tokens last, and whether CARTO sends COOP. */
    const set = (settings = {}) => {
      const { lifetime, coop } = { ...LOGIN_DEFAULTS, ...settings };
      return sandbox.post('/settings', { lifetime: String(lifetime), ...(coop && { coop: 'on' }) });
    };
    await use({ set, revoke: () => sandbox.post('/revoke', {}) });
    await set();
  },
});
