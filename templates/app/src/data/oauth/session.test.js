import { beforeEach, describe, expect, test, vi } from 'vitest';
import { ACCESS_TOKEN, session } from '../../oauthTestUtils';
import { readSession, saveSession } from './session';

const oauthApp = {
  clientId: 'AbCdEf123456',
  scopes: ['user:profile'],
  authorizeEndPoint: 'https://carto.com/oauth2/authorize',
};
const NONE = { token: null, userInfo: null, hasExpired: false };
const trustAll = () => true;
const read = () => readSession(oauthApp, trustAll);

describe('the session', () => {
  beforeEach(() => sessionStorage.clear());

  test('outlives a reload, in sessionStorage only', () => {
    const { token, userInfo } = session();
    saveSession({ oauthApp, token, userInfo });
    expect(read()).toMatchObject({ token, userInfo: { username: 'alice' }, hasExpired: false });
    expect(JSON.stringify(sessionStorage)).toContain(ACCESS_TOKEN);
    expect(localStorage).toHaveLength(0);
    expect(window.location.href + document.cookie).not.toContain(ACCESS_TOKEN);
  });

  test('is gone after the logout', () => {
    saveSession({ oauthApp, ...session() });
    saveSession({ oauthApp, token: null, userInfo: null });
    expect(sessionStorage).toHaveLength(0);
    expect(read()).toEqual(NONE);
  });

  test('is known to have expired', () => {
    saveSession({ oauthApp, ...session({ seconds: -1 }) });
    expect(read()).toEqual({ ...NONE, hasExpired: true });
  });

  test('is not that of another client ID or of other scopes', () => {
    saveSession({ oauthApp: { ...oauthApp, clientId: 'another' }, ...session() });
    expect(read()).toEqual(NONE);
    saveSession({ oauthApp: { ...oauthApp, scopes: [] }, ...session() });
    expect(read()).toEqual(NONE);
  });

  test('is not believed where its servers are not trusted', () => {
    saveSession({ oauthApp, ...session() });
    expect(readSession(oauthApp, () => false)).toEqual(NONE);
  });

  test.each([
    ['nothing', null],
    ['a number', 5],
    ['no token', { ...session(), token: null }],
    ['a token without a text', { ...session(), token: { ...session().token, accessToken: {} } }],
    ['a token for ever', { ...session(), token: { ...session().token, expirationDate: null } }],
    ['no person', { ...session(), userInfo: null }],
    ['a wrong user name', session({ userInfo: { ...session().userInfo, username: '../bob' } })],
  ])('is none where the storage holds %s', (name, saved) => {
    saveSession({ oauthApp, ...session() });
    const [key] = Object.keys(sessionStorage);
    sessionStorage.setItem(key, JSON.stringify(saved && { oauthApp, ...saved }));
    expect(read()).toEqual(NONE);
    sessionStorage.setItem(key, '{"token":');
    expect(read()).toEqual(NONE);
  });

  test('does without storage where the browser forbids it', () => {
    const forbid = () => {
      throw new DOMException('denied', 'SecurityError');
    };
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(forbid);
    vi.spyOn(Storage.prototype, 'getItem').mockImplementation(forbid);
    expect(() => saveSession({ oauthApp, ...session() })).not.toThrow();
    expect(read()).toEqual(NONE);
  });
});
