import { act, screen } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { CartoError } from 'data/cartoError';
import { countRows } from 'data/models/countModel';
import aSource from 'data/sources/aSource';
import { requestFailed } from 'store/appSlice';
import { loggedIn } from 'store/oauthSlice';
import { ACCESS_TOKEN, session } from '../../oauthTestUtils';
import { renderWithStore } from '../../testUtils';
import PrivateData from './PrivateData';

vi.mock('store/initialStateSlice');
vi.mock('data/models/countModel', () => ({ countRows: vi.fn() }));

const sources = (store) => store.getState().carto.dataSources;
const advice = () => screen.queryByText(/Is it the right dataset/);

function logIn() {
  countRows.mockResolvedValue(18);
  const { store } = renderWithStore(<PrivateData />);
  expect(sources(store)).toEqual({});
  act(() => void store.dispatch(loggedIn(session())));
  return store;
}
const fail = (store, status) =>
  act(() => {
    const error = new CartoError('CARTO does not give it.', status);
    store.dispatch(requestFailed(error, { sourceId: aSource.id }));
  });

beforeEach(() => {
  sessionStorage.clear();
});

test('private data are read after the login, with its token', () => {
  const store = logIn();
  const { credentials } = sources(store)[aSource.id];
  expect(credentials).toMatchObject({ username: 'alice', apiKey: ACCESS_TOKEN });
});

test.each([403, 404])('a dataset with the status %i may be the wrong one', (status) => {
  const store = logIn();
  expect(advice()).toBeNull();
  fail(store, status);
  expect(advice()).toBeVisible();
});

test.each([undefined, 429, 500])('the status %s says nothing about the dataset', (status) => {
  const store = logIn();
  fail(store, status);
  expect(advice()).toBeNull();
});
