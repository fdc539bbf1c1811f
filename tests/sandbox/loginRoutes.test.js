import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fakeDatabase } from './fakeDatabase';
import { AccountsWithLogins } from './logins';
import { startCarto } from './server';
import { OWNER } from './settings';

const OWN_PORT = { Origin: 'http://localhost:3000' };

let carto;
let accounts;
let settings;

beforeEach(async () => {
  const database = fakeDatabase();
  settings = { lifetime: 60, coop: false };
  accounts = new AccountsWithLogins({ database, publicTables: ['stores'], settings });
  carto = await startCarto({ accounts, database, port: 0 });
});

afterEach(() => carto.close());

describe('the home page', () => {
  const post = (path, body, headers) =>
    fetch(carto.url + path, {
      method: 'POST',
      body: new URLSearchParams(body),
      headers,
      redirect: 'manual',
    });

  test('shows the accounts and the number of logins', async () => {
    const text = async () => (await (await fetch(carto.url)).text()).replace(/(<[^>]*>|\s)+/g, ' ');
    expect(await text()).toContain('There are no valid logins');
    await accounts.issue(OWNER, []);
    expect(await text()).toContain('There is one valid login');
    expect((await post('/revoke', {})).status).toBe(303);
    expect(await text()).toContain('There are no valid logins');
  });

  test('changes how long logins last, and COOP', async () => {
    const response = await post('/settings', { lifetime: '5.5', coop: 'on' });
    expect([response.status, response.headers.get('location')]).toEqual([303, '/']);
    expect(settings).toEqual({ lifetime: 5.5, coop: true });
    await post('/settings', { lifetime: '60' }, { Origin: carto.url });
    expect(settings).toEqual({ lifetime: 60, coop: false });
  });

  test.each(['', '0', '-1', '86401', '1e3', 'soon'])(
    'refuses %o as a lifetime',
    async (lifetime) => {
      expect((await post('/settings', { lifetime })).status).toBe(400);
      expect(settings.lifetime).toBe(60);
    },
  );

  test.each(['/settings', '/revoke'])('accepts %s from no other page', async (path) => {
    expect((await post(path, { lifetime: '5' }, OWN_PORT)).status).toBe(403);
    expect(settings.lifetime).toBe(60);
  });
});

test('only a token has user information, and names belong to it with the scope', async () => {
  const ask = async (key) => {
    const response = await fetch(`${carto.url}/user/${OWNER}/api/v4/me?api_key=${key}`);
    return [response.status, await response.json()];
  };
  expect(await ask('default_public')).toEqual([401, { error: ['Unauthorized'] }]);
  const [plain, named] = await Promise.all(
    [[], ['user:profile']].map((scopes) => accounts.issue(OWNER, scopes)),
  );
  const [status, me] = await ask(plain.accessToken);
  expect([status, me.username, me.first_name]).toEqual([200, OWNER, undefined]);
  expect((await ask(named.accessToken))[1].last_name).toBe('Owner');
});
