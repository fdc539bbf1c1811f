import { LOGIN_DEFAULTS } from '../../sandbox/loginSettings.js';
import { expect, test as base } from './test.ts';

interface LoginSettings {
  lifetime?: number;
  coop?: boolean;
}

interface Logins {
  set: (settings?: LoginSettings) => Promise<unknown>;
  revoke: () => Promise<unknown>;
}

export { expect };

/** The test of test.ts with a fixture that changes the logins of the local CARTO, and resets them at the end. */
export const test = base.extend<{ logins: Logins }>({
  logins: async ({ sandbox }, use) => {
    /** Sets how many seconds new tokens last, and whether CARTO sends COOP. */
    const set = (settings: LoginSettings = {}) => {
      const { lifetime, coop } = { ...LOGIN_DEFAULTS, ...settings };
      return sandbox.post('/settings', { lifetime: String(lifetime), ...(coop && { coop: 'on' }) });
    };
    await use({ set, revoke: () => sandbox.post('/revoke', {}) });
    await set();
  },
});
