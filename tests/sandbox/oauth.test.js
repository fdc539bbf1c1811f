import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fakeDatabase } from './fakeDatabase';
import { AccountsWithLogins } from './logins';
import { startCarto } from './server';
import { GUEST, OWNER } from './settings';

const CALLBACK = 'http://localhost:3000/oauthCallback';
const STATE = 'a-state';
const REQUEST = {
  client_id: 'the-app',
  response_type: 'token',
  redirect_uri: CALLBACK,
  scope: 'user:profile datasets:r:roads',
  state: STATE,
};

let carto;
let settings;

beforeEach(async () => {
  settings = { lifetime: 3599.9, coop: false };
  const apps = [{ clientId: 'the-app', callback: CALLBACK }];
  const database = fakeDatabase();
  const accounts = new AccountsWithLogins({ database, publicTables: ['stores'], apps, settings });
  carto = await startCarto({ accounts, database, port: 0 });
});

afterEach(() => carto.close());

/** Undefined removes a parameter. */
const form = (params) =>
  new URLSearchParams(
    Object.entries({ ...REQUEST, ...params }).filter(([, value]) => value !== undefined),
  );

const ask = (params) =>
  fetch(`${carto.url}/oauth2/authorize?${form(params)}`, { redirect: 'manual' });

const decide = (params) =>
  fetch(`${carto.url}/oauth2/authorize`, {
    method: 'POST',
    body: form({ user: OWNER, decision: 'allow', answer: 'carto', ...params }),
    redirect: 'manual',
  });

function fragmentOf(response) {
  const [callback, fragment] = response.headers.get('location').split('#');
  expect([response.status, callback]).toEqual([302, CALLBACK]);
  return Object.fromEntries(new URLSearchParams(fragment));
}

describe('the consent page', () => {
  test('shows what the application requests, and loads nothing but its style', async () => {
    const response = await ask();
    const page = await response.text();
    expect(response.status).toBe(200);
    for (const text of ['the-app', 'Your name and avatar', 'Read your dataset roads', 'stand-in']) {
      expect(page).toContain(text);
    }
    expect(page).not.toMatch(/<script|https:/);
    expect(response.headers.get('content-security-policy')).toContain(
      "form-action 'self' http://localhost:3000;",
    );
    expect(response.headers.get('cross-origin-opener-policy')).toBeNull();
  });

  test('shows all parameters as text', async () => {
    const state = '"><script>alert(1)</script>';
    const page = await (await ask({ state })).text();
    expect(page).not.toContain('<script>');
    expect(page).toContain('value="&#34;&#62;&#60;script&#62;');
  });

  test('isolates itself from its opener if this is enabled', async () => {
    settings.coop = true;
    expect((await ask()).headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect((await decide()).headers.get('cross-origin-opener-policy')).toBe('same-origin');
  });

  test('works without scopes and without a redirect_uri', async () => {
    const response = await ask({ scope: undefined, redirect_uri: undefined });
    expect(await response.text()).toContain('No permissions, only who you are');
  });
});

describe('an error without a callback stays at CARTO', () => {
  test.each([
    [{ client_id: undefined }, 'has no client_id'],
    [{ client_id: ' ' }, 'has no client_id'],
    [{ client_id: 'another' }, 'No application'],
    [{ response_type: undefined }, 'must be “token”'],
    [{ response_type: 'code' }, 'client secret'],
    [{ response_type: 'id_token' }, 'must be “token”'],
    [{ state: '' }, 'no state'],
    [{ redirect_uri: `${CALLBACK}/` }, 'not registered'],
    [{ redirect_uri: 'https://evil.example/' }, 'not registered'],
  ])('%j', async (params, text) => {
    for (const send of [ask, decide]) {
      const response = await send(params);
      expect([response.status, response.headers.get('location')]).toEqual([400, null]);
      expect(await response.text()).toContain(text);
    }
  });
});

describe('an error with a callback goes to the application', () => {
  test.each([
    [{ client_secret: 'x' }, 'invalid_request', 'client_secret'],
    [{ prompt: 'login' }, 'invalid_request', 'prompt'],
    [{ prompt: 'none' }, 'login_required', 'log in'],
    [{ scope: 'offline' }, 'invalid_scope', 'Unsupported scopes: offline'],
    [
      { scope: 'user:profile datasets:r:lakes datasets:r:stores' },
      'invalid_scope',
      'Unsupported scopes: datasets:r:lakes, datasets:r:stores',
    ],
  ])('%j', async (params, error, text) => {
    for (const send of [ask, decide]) {
      const answer = fragmentOf(await send(params));
      expect(answer).toMatchObject({ error, state: STATE });
      expect(answer.error_description).toContain(text);
      expect(answer).not.toHaveProperty('access_token');
    }
  });

  test('for an account that does not own the dataset', async () => {
    expect(fragmentOf(await decide({ user: GUEST }))).toEqual({
      error: 'invalid_scope',
      error_description: 'Unsupported scopes: datasets:r:roads',
      state: STATE,
    });
  });

  test('for an account that does not exist', async () => {
    expect(fragmentOf(await decide({ user: 'public' })).error).toBe('invalid_request');
  });
});

describe('the decision of the user', () => {
  test('can grant a token with the requested scopes', async () => {
    const answer = fragmentOf(await decide());
    expect(answer).toEqual({
      access_token: expect.stringMatching(/^[\w-]{22}$/),
      token_type: 'Bearer',
      expires_in: '3599.9',
      user_info_url: `${carto.url}/user/${OWNER}/api/v4/me`,
      state: STATE,
    });
    const me = await fetch(`${answer.user_info_url}?api_key=${answer.access_token}`);
    expect(await me.json()).toMatchObject({ username: OWNER, avatar_url: expect.any(String) });
  });

  test('can deny access', async () => {
    const { error, state } = fragmentOf(await decide({ decision: 'deny' }));
    expect([error, state]).toEqual(['access_denied', STATE]);
  });

  test.each([
    ['server_error', { error: 'server_error', access_token: undefined, state: STATE }],
    ['forged_state', { state: expect.stringMatching(/^[0-9a-f]{64}$/) }],
    ['malformed', { access_token: expect.any(String), expires_in: undefined, state: STATE }],
    ['other_site', { user_info_url: expect.stringMatching(/^https:\/\/[^/]+\.example\//) }],
  ])('can send the answer %s to the application', async (answer, expected) => {
    const { error, state, access_token, expires_in, user_info_url } = fragmentOf(
      await decide({ answer }),
    );
    expect({ error, state, access_token, expires_in, user_info_url }).toMatchObject(expected);
  });

  test('is only accepted from the consent page itself', async () => {
    const response = await fetch(`${carto.url}/oauth2/authorize`, {
      method: 'POST',
      body: form({ user: OWNER, decision: 'allow' }),
      headers: { Origin: 'http://localhost:3000' },
      redirect: 'manual',
    });
    expect(response.status).toBe(403);
  });
});
