import { configureStore } from '@reduxjs/toolkit';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ACCESS_TOKEN, answer, sendAnswer, stubMe, stubPopups } from '../oauthTestUtils';
import { oauthInitialState } from './initialStateSlice';
import oauth from './oauthSlice';
import { cancelLogin, logIn } from './oauthThunks';

vi.mock('./initialStateSlice');

const TIMEOUT = { timeout: 4000 };

const createStore = () => configureStore({ reducer: { oauth } });

let store;
let popups;
const state = () => store.getState().oauth;
const problem = (text) => vi.waitFor(() => expect(state().login.problem).toContain(text), TIMEOUT);
const loggedOut = () => expect(state().token).toBeNull();

describe('a login', () => {
  beforeEach(() => {
    sessionStorage.clear();
    popups = stubPopups();
    store = createStore();
  });
  afterEach(() => {
    store.dispatch(cancelLogin());
  });

  test('opens CARTO’s page, accepts the answer and requests the user information', async () => {
    const fetch = stubMe();
    const login = store.dispatch(logIn('header'));
    expect(popups[0].url.origin + popups[0].url.pathname).toBe(
      oauthInitialState.oauthApp.authorizeEndPoint,
    );
    expect(state().login).toEqual({ startedBy: 'header', isWaiting: true, problem: null });
    await sendAnswer(popups[0].state);
    await login;
    expect(state().token.accessToken).toBe(ACCESS_TOKEN);
    expect(state().userInfo.username).toBe('alice');
    expect(state().login.isWaiting).toBe(false);
    expect(fetch).toHaveBeenCalledOnce();
  });

  test('ignores an answer with another state', async () => {
    const fetch = stubMe();
    store.dispatch(logIn('header'));
    const forged = answer('0'.repeat(64), { access_token: 'forged' });
    expect(await sendAnswer(popups[0].state, forged, 200)).toBe(false);
    expect(state().login).toMatchObject({ isWaiting: true, problem: null });
    loggedOut();
    expect(fetch).not.toHaveBeenCalled();
  });

  test.each([
    ['denied', { error: 'access_denied' }, 'did not allow'],
    ['malformed', { expires_in: 'never' }, 'malformed'],
    ['for another server', { user_info_url: 'https://evil.com/me' }, 'does not trust'],
  ])('that is %s reports it, sends no token and can be repeated', async (...row) => {
    const [, params, text] = row;
    const fetch = stubMe();
    store.dispatch(logIn('header'));
    await sendAnswer(popups[0].state, answer(popups[0].state, params));
    await problem(text);
    expect(fetch).not.toHaveBeenCalled();
    expect(state().login.isWaiting).toBe(false);
    loggedOut();

    const second = store.dispatch(logIn('header'));
    expect(state().login.problem).toBeNull();
    await sendAnswer(popups[1].state);
    await second;
    expect(state().token).not.toBeNull();
  });

  test('reports that CARTO did not accept the token', async () => {
    stubMe({}, 401);
    store.dispatch(logIn('header'));
    await sendAnswer(popups[0].state);
    await problem('did not accept');
    loggedOut();
  });

  test('reports that the browser blocked the window', async () => {
    vi.mocked(window.open).mockReturnValue(null);
    await store.dispatch(logIn('header'));
    expect(state().login).toMatchObject({ isWaiting: false });
    await problem('blocked');
  });

  test('opens no window without a client ID', async () => {
    const oauthApp = { ...oauthInitialState.oauthApp, clientId: '' };
    store = configureStore({
      reducer: { oauth },
      preloadedState: { oauth: { ...state(), oauthApp } },
    });
    await store.dispatch(logIn('header'));
    await problem('src/store/initialStateSlice.js');
    expect(popups).toHaveLength(0);
  });

  test('reports a closed window, but accepts a late answer', async () => {
    stubMe();
    const login = store.dispatch(logIn('header'));
    popups[0].closed = true;
    await problem('closed');
    expect(state().login.isWaiting).toBe(false);
    await sendAnswer(popups[0].state);
    await login;
    expect(state().login.problem).toBeNull();
    expect(state().userInfo.username).toBe('alice');
  });

  test('waits for the user information after a late answer', async () => {
    const fetch = vi.spyOn(globalThis, 'fetch').mockReturnValue(new Promise(() => {}));
    store.dispatch(logIn('header'));
    popups[0].closed = true;
    await problem('closed');
    await sendAnswer(popups[0].state);
    await vi.waitFor(() => expect(fetch).toHaveBeenCalled(), TIMEOUT);
    expect(state().login).toMatchObject({ isWaiting: true, problem: null });
  });

  test('is replaced by a second login', async () => {
    stubMe();
    store.dispatch(logIn('header'));
    const second = store.dispatch(logIn('view'));
    expect(popups[0].closed).toBe(true);
    expect(await sendAnswer(popups[0].state, answer(popups[0].state), 200)).toBe(false);
    loggedOut();
    expect(popups[1].state).not.toBe(popups[0].state);
    await sendAnswer(popups[1].state);
    await second;
    expect(state().token).not.toBeNull();
  });

  test('closes its window and accepts no answer when it is canceled', async () => {
    store.dispatch(logIn('header'));
    store.dispatch(cancelLogin());
    expect(popups[0].closed).toBe(true);
    expect(await sendAnswer(popups[0].state, answer(popups[0].state), 200)).toBe(false);
    expect(state().login).toMatchObject({ isWaiting: false, problem: null });
    loggedOut();
  });

  test('never logs the token', async () => {
    stubMe({}, 500);
    const methods = ['log', 'info', 'warn', 'error', 'debug'];
    const spies = methods.map((name) => vi.spyOn(console, name).mockImplementation(() => {}));
    store.dispatch(logIn('header'));
    await sendAnswer(popups[0].state);
    await problem('status 500');
    for (const spy of spies) expect(spy).not.toHaveBeenCalled();
    expect(JSON.stringify(state())).not.toContain(ACCESS_TOKEN);
  });
});
