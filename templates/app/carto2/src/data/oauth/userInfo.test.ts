import { describe, expect, test, vi } from 'vitest';
import { ACCESS_TOKEN, ME, session, stubMe, USER_INFO_URL } from '../../oauthTestUtils';
import { trustedUrls } from './trustedUrl';
import { fetchUserInfo, readUserInfo } from './userInfo';
import type { UncheckedUserInfo } from './userInfo';

const isTrusted = trustedUrls({
  authorizeEndPoint: 'https://carto.com/oauth2/authorize',
  serverUrlTemplate: 'https://{user}.carto.com',
});
const { signal } = new AbortController();
const fetchMe = () => fetchUserInfo(session().token, isTrusted, signal);

describe('the request for the user information', () => {
  test('contains the token, and does not leak it', async () => {
    const fetch = stubMe();
    expect(await fetchMe()).toMatchObject({ username: 'alice', first_name: 'Alice' });
    const [url, options] = fetch.mock.lastCall!;
    expect(String(url)).toBe(`${USER_INFO_URL}?api_key=${ACCESS_TOKEN}`);
    expect(options).toMatchObject({
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
    });
  });

  test.each([
    ['a rejected token', () => stubMe({}, 401), 'did not accept'],
    ['a server error', () => stubMe({}, 500), 'status 500'],
    ['an unexpected response', () => stubMe({ username: 'alice' }), 'malformed'],
    [
      'a response that is not JSON',
      () => vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response('<html>')),
      'malformed',
    ],
    [
      'no network',
      () => vi.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError(ACCESS_TOKEN)),
      'Could not get',
    ],
  ])('reports %s, without the token', async (name, stub, text) => {
    stub();
    const error = await fetchMe().catch((reason) => reason);
    expect(error.message).toContain(text);
    expect(error.message).not.toContain(ACCESS_TOKEN);
  });
});

describe('the user information', () => {
  const read = (changes: object) => readUserInfo({ ...ME, ...changes }, isTrusted)!;
  const endpoints = (changes: object) => ({ api_endpoints: { ...ME.api_endpoints, ...changes } });

  test.each([
    null,
    'alice',
    {},
    { ...ME, username: 'Alice' },
    { ...ME, username: '-alice' },
    { ...ME, username: 'alice.evil' },
    { ...ME, username: '' },
    { ...ME, username: 'a'.repeat(64) },
    { ...ME, username: ['alice'] },
    { ...ME, api_endpoints: null },
    { ...ME, ...endpoints({ auth: 'https://evil.com' }) },
    { ...ME, ...endpoints({ auth: 'http://alice.carto.com' }) },
    { ...ME, ...endpoints({ auth: undefined }) },
  ])('is rejected: %o', (body: unknown) => {
    // CARTO could return anything.
    expect(readUserInfo(body as UncheckedUserInfo, isTrusted)).toBeNull();
  });

  test('needs no name and no avatar', () => {
    const { username, api_endpoints } = ME;
    expect(readUserInfo({ username, api_endpoints }, isTrusted)).toEqual(ME_WITHOUT_PROFILE);
  });

  test.each([
    ['https://img.example.org/a.png', 'https://img.example.org/a.png'],
    ['//img.example.org/a.png', 'https://img.example.org/a.png'],
    ['http://localhost:3001/a.png', 'http://localhost:3001/a.png'],
    ['http://img.example.org/a.png', ''],
    ['http://localhost.example.org/a.png', ''],
    ['javascript:alert(1)', ''],
    ['javascript://localhost/%0aalert(1)', ''],
    ['data:image/svg+xml,<svg/>', ''],
    ['', ''],
  ])('keeps only avatars and links that use https or are on this machine: %s', (url, accepted) => {
    expect(read({ avatar_url: url }).avatar_url).toBe(accepted);
    expect(read(endpoints({ builder: url })).api_endpoints.builder).toBe(accepted);
  });

  test('has a server URL without a trailing slash', () => {
    expect(read(endpoints({ auth: 'https://acme.carto.com/u/alice/' })).api_endpoints.auth).toBe(
      'https://acme.carto.com/u/alice',
    );
  });
});

const ME_WITHOUT_PROFILE = {
  username: 'alice',
  first_name: '',
  last_name: '',
  avatar_url: '',
  api_endpoints: ME.api_endpoints,
};
