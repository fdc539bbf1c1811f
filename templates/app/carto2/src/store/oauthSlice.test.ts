import { logout as logoutOfCarto, selectOAuthCredentials } from '@carto/react-redux';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { ACCESS_TOKEN, ME, session } from '../oauthTestUtils';
import reduce, { loggedIn, loginStarted, logout, sessionExpired } from './oauthSlice';

vi.mock('./initialStateSlice');

const start = () => reduce(undefined, { type: 'start' });
const loginTo = (auth: string) => {
  const userInfo = { ...ME, api_endpoints: { auth, builder: '' } };
  return selectOAuthCredentials({ oauth: reduce(start(), loggedIn(session({ userInfo }))) });
};

describe('the oauth slice', () => {
  beforeEach(() => sessionStorage.clear());

  test('starts as configured, with nobody logged in', () => {
    expect(start()).toMatchObject({
      oauthApp: { clientId: 'AbCdEf123456', authorizeEndPoint: expect.any(String) },
      token: null,
      userInfo: null,
    });
    expect(selectOAuthCredentials({ oauth: start() })).toBeNull();
  });

  test.each([
    ['https://alice.carto.com', 'https://{user}.carto.com'],
    ['https://acme.carto.com/u/alice', 'https://acme.carto.com/u/{user}'],
    ['https://maps.example.org/user/alice', 'https://maps.example.org/user/{user}'],
    ['https://maps.example.org', 'https://maps.example.org'],
  ])('provides credentials for %s through CARTO’s selector', (auth, serverUrlTemplate) => {
    expect(loginTo(auth)).toEqual({ username: 'alice', apiKey: ACCESS_TOKEN, serverUrlTemplate });
  });

  test('the credentials lead to the server, wherever the username is in its URL', () => {
    const { serverUrlTemplate } = loginTo('https://alice-and-sons.carto.com/u/alice')!;
    expect(serverUrlTemplate.replace('{user}', 'alice')).toBe(
      'https://alice-and-sons.carto.com/u/alice',
    );
  });

  test('removes the token at logout, also with CARTO’s own action, and remembers it until a login', () => {
    const loggedInState = reduce(start(), loggedIn(session()));
    for (const action of [logout(), logoutOfCarto()]) {
      const loggedOut = reduce(loggedInState, action);
      expect(loggedOut).toEqual({ ...start(), hasLoggedOut: true });
      expect(reduce(loggedOut, loginStarted('header')).hasLoggedOut).toBe(false);
    }
  });

  test('removes the token when the session expires, and remembers that it expired', () => {
    const expired = reduce(reduce(start(), loggedIn(session())), sessionExpired());
    expect(expired).toEqual({ ...start(), hasExpired: true });
    expect(reduce(expired, loggedIn(session())).hasExpired).toBe(false);
  });
});
