import { act } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { loggedIn, logout } from 'store/oauthSlice';
import type { Source } from 'data/source';
import { ACCESS_TOKEN, session } from '../../oauthTestUtils';
import { renderWithStore } from '../../testUtils';
import MapLayer from './MapLayer';

vi.mock('store/initialStateSlice');

const SOURCE: Source = { id: 'roadsSource', type: 'query', data: 'SELECT * FROM roads' };
const PUBLIC = { username: 'public', apiKey: 'default_public' };
const ALICE = { username: 'alice', apiKey: ACCESS_TOKEN };
const BOB = { username: 'bob', apiKey: 'a-key', serverUrlTemplate: 'https://{user}.carto.com' };

const LAYER = { id: 'roadsLayer', create: vi.fn() };

/** Shows the layer before, during and after a login, and returns the credentials used each time. */
function credentialsOf(source: Source) {
  const { store } = renderWithStore(<MapLayer source={source} layer={LAYER} />);
  const credentials = () => store.getState().carto.dataSources.roadsSource!.credentials;
  return [undefined, loggedIn(session()), logout()].map((action) => {
    if (action) act(() => void store.dispatch(action));
    return credentials();
  });
}

beforeEach(() => {
  sessionStorage.clear();
});

test('reads a source with the credentials of the logged-in user', () => {
  const expected = [PUBLIC, ALICE, PUBLIC].map((each) => expect.objectContaining(each));
  expect(credentialsOf(SOURCE)).toEqual(expected);
});

test('reads a source with its own credentials, whoever is logged in', () => {
  expect(credentialsOf({ ...SOURCE, credentials: BOB })).toEqual([BOB, BOB, BOB]);
});
