import { describe, expect, test, vi } from 'vitest';
import { authorizationUrl, createState } from './authorizationRequest';

const APP = {
  clientId: 'AbCdEf123456',
  scopes: ['user:profile', 'datasets:r:my-user.roads'],
  authorizeEndPoint: 'https://carto.com/oauth2/authorize',
};

describe('the authorization request', () => {
  test('requests a token with the scopes, and returns to this origin', () => {
    const { origin, pathname, searchParams } = new URL(authorizationUrl(APP, 'the-state'));
    expect(origin + pathname).toBe(APP.authorizeEndPoint);
    expect(Object.fromEntries(searchParams)).toEqual({
      client_id: 'AbCdEf123456',
      response_type: 'token',
      redirect_uri: `${window.location.origin}/oauthCallback`,
      scope: 'user:profile datasets:r:my-user.roads',
      state: 'the-state',
    });
  });

  test('says where to put the client ID if there is none', () => {
    for (const clientId of ['', ' ', undefined]) {
      expect(() => authorizationUrl({ ...APP, clientId }, 's')).toThrow(
        'src/store/initialStateSlice.js',
      );
    }
  });

  test('only goes to an encrypted endpoint', () => {
    for (const authorizeEndPoint of ['http://carto.com/oauth2/authorize', 'carto.com', '']) {
      expect(() => authorizationUrl({ ...APP, authorizeEndPoint }, 's')).toThrow('https://');
    }
  });
});

describe('the state', () => {
  test('is long, cryptographically random and never the same', () => {
    const random = vi.spyOn(Math, 'random');
    const states = Array.from({ length: 100 }, createState);
    expect(new Set(states).size).toBe(100);
    for (const state of states) expect(state).toMatch(/^[0-9a-f]{64}$/);
    expect(random).not.toHaveBeenCalled();
  });
});
