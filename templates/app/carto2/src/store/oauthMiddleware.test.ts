import { configureStore } from '@reduxjs/toolkit';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ACCESS_TOKEN, session } from '../oauthTestUtils';
import type { SessionOptions } from '../oauthTestUtils';
import app, { requestFailed } from './appSlice';
import { oauthMiddleware } from './oauthMiddleware';
import oauth, { loggedIn, logout } from './oauthSlice';

vi.mock('./initialStateSlice');

const createStore = () =>
  configureStore({
    reducer: { app, oauth },
    middleware: (getDefaultMiddleware) => getDefaultMiddleware().concat(oauthMiddleware),
  });

const refused = (apiKey = ACCESS_TOKEN, status = 401) =>
  requestFailed({ message: 'CARTO refused.', status }, { credentials: { apiKey } });

type Store = ReturnType<typeof createStore>;

function login(options?: SessionOptions) {
  const store = createStore();
  store.dispatch(loggedIn(session(options)));
  return store;
}
const isLoggedIn = (store: Store) => Boolean(store.getState().oauth.token);
const hasExpired = (store: Store) => !isLoggedIn(store) && store.getState().oauth.hasExpired;

describe('the session', () => {
  beforeEach(() => {
    sessionStorage.clear();
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('is saved at login, restored after a reload and removed at logout', () => {
    const store = login();
    expect(isLoggedIn(createStore())).toBe(true);
    expect(JSON.stringify(localStorage)).not.toContain(ACCESS_TOKEN);
    store.dispatch(logout());
    expect(sessionStorage).toHaveLength(0);
    expect(isLoggedIn(createStore())).toBe(false);
  });

  test('ends when it expires while the application is open', () => {
    const store = login({ seconds: 60 });
    vi.advanceTimersByTime(59_999);
    expect(isLoggedIn(store)).toBe(true);
    vi.advanceTimersByTime(1);
    expect(hasExpired(store)).toBe(true);
    expect(sessionStorage).toHaveLength(0);
  });

  test('ends when it expires after a reload', () => {
    login({ seconds: 60 });
    const store = createStore();
    vi.advanceTimersByTime(60_000);
    expect(hasExpired(store)).toBe(true);
  });

  test('is reported and removed if it expired before a reload', () => {
    login({ seconds: 60 });
    vi.setSystemTime(Date.now() + 61_000);
    expect(hasExpired(createStore())).toBe(true);
    expect(sessionStorage).toHaveLength(0);
  });

  test('does not end early if it lasts longer than the longest timer', () => {
    const days = 24 * 3600;
    const store = login({ seconds: 40 * days });
    vi.advanceTimersByTime(39 * days * 1000);
    expect(isLoggedIn(store)).toBe(true);
    vi.advanceTimersByTime(days * 1000);
    expect(hasExpired(store)).toBe(true);
  });

  test('ends when the page becomes visible, if it expired while the computer slept', () => {
    const store = login({ seconds: 60 });
    vi.setSystemTime(Date.now() + 61_000);
    expect(isLoggedIn(store)).toBe(true);
    document.dispatchEvent(new Event('visibilitychange'));
    expect(hasExpired(store)).toBe(true);
  });

  test('is not ended by the timer of the previous session', () => {
    const store = login({ seconds: 60 });
    store.dispatch(logout());
    store.dispatch(loggedIn(session({ seconds: 600 })));
    vi.advanceTimersByTime(120_000);
    expect(isLoggedIn(store)).toBe(true);
  });

  test('ends when CARTO rejects its token, without an error for each failed request', () => {
    const store = login();
    store.dispatch(refused());
    store.dispatch(refused());
    expect(hasExpired(store)).toBe(true);
    expect(store.getState().app.error).toBeNull();
  });

  test('ignores rejected requests of the previous session', () => {
    const store = login();
    store.dispatch(logout());
    const { token, userInfo } = session();
    store.dispatch(loggedIn({ token: { ...token, accessToken: 'another-token' }, userInfo }));
    store.dispatch(refused(ACCESS_TOKEN));
    expect(isLoggedIn(store)).toBe(true);
    expect(store.getState().app.error).toBeNull();
  });

  test('continues if CARTO rejects another key, or denies access to some data', () => {
    const store = login();
    store.dispatch(refused('default_public'));
    store.dispatch(refused(ACCESS_TOKEN, 403));
    expect(isLoggedIn(store)).toBe(true);
    expect(store.getState().app.error).toBe('CARTO refused.');
  });
});
