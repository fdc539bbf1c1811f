import { beforeEach, describe, expect, test, vi } from 'vitest';
import { ACCESS_TOKEN, session } from '../../oauthTestUtils';
import { readSession, saveSession } from './session';

const oauthApp = {
  clientId: 'AbCdEf123456',
  scopes: ['user:profile'],
  authorizeEndPoint: 'https://carto.com/oauth2/authorize',
};
const NONE = { token: null, userInfo: null, hasExpired: false };
const trustAll = (url: unknown): url is string => Boolean(url);
const trustNone = (url: unknown): url is string => !url;
const read = () => readSession(oauthApp, trustAll);

describe('the session', () => {
  beforeEach(() => sessionStorage.clear());

  test('survives a reload, in sessionStorage only', () => {
    const { token, userInfo } = session();
    saveSession({ oauthApp, token, userInfo });
    expect(read()).toMatchObject({ token, userInfo: { username: 'alice' }, hasExpired: false });
    expect(JSON.stringify(sessionStorage)).toContain(ACCESS_TOKEN);
    expect(localStorage).toHaveLength(0);
    expect(window.location.href + document.cookie).not.toContain(ACCESS_TOKEN);
  });

  test('is gone after logout', () => {
    saveSession({ oauthApp, ...session() });
    saveSession({ oauthApp, token: null, userInfo: null });
    expect(sessionStorage).toHaveLength(0);
    expect(read()).toEqual(NONE);
  });

  test('is reported as expired', () => {
    saveSession({ oauthApp, ...session({ seconds: -1 }) });
    expect(read()).toEqual({ ...NONE, hasExpired: true });
  });

  test('is ignored for another client ID or other scopes', () => {
    saveSession({ oauthApp: { ...oauthApp, clientId: 'another' }, ...session() });
    expect(read()).toEqual(NONE);
    saveSession({ oauthApp: { ...oauthApp, scopes: [] }, ...session() });
    expect(read()).toEqual(NONE);
  });

  test('is ignored if its servers are not trusted', () => {
    saveSession({ oauthApp, ...session() });
    expect(readSession(oauthApp, trustNone)).toEqual(NONE);
  });

  test.each([
    ['nothing', null],
    ['a number', 5],
    ['no token', { ...session(), token: null }],
    ['an invalid token', { ...session(), token: { ...session().token, accessToken: {} } }],
    ['an endless token', { ...session(), token: { ...session().token, expirationDate: null } }],
    ['no user information', { ...session(), userInfo: null }],
    ['an invalid username', session({ userInfo: { ...session().userInfo, username: '../bob' } })],
  ])('is ignored if the storage holds %s', (name, saved: unknown) => {
    saveSession({ oauthApp, ...session() });
    const [key] = Object.keys(sessionStorage);
    sessionStorage.setItem(key!, JSON.stringify(saved && { oauthApp, ...saved }));
    expect(read()).toEqual(NONE);
    sessionStorage.setItem(key!, '{"token":');
    expect(read()).toEqual(NONE);
  });

  test('works without storage if the browser forbids it', () => {
    const forbid = () => {
      throw new DOMException('denied', 'SecurityError');
    };
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(forbid);
    vi.spyOn(Storage.prototype, 'getItem').mockImplementation(forbid);
    expect(() => saveSession({ oauthApp, ...session() })).not.toThrow();
    expect(read()).toEqual(NONE);
  });
});
