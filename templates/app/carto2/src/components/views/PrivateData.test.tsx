import { act, screen } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { CartoError } from 'data/cartoError';
import { countRows } from 'data/models/countModel';
import type { Source } from 'data/source';
import aSource from 'data/sources/aSource';
import { requestFailed } from 'store/appSlice';
import { loggedIn } from 'store/oauthSlice';
import type { createStore } from 'store/store';
import { ACCESS_TOKEN, session } from '../../oauthTestUtils';
import { renderWithStore } from '../../testUtils';
import PrivateData from './PrivateData';

vi.mock('store/initialStateSlice');
vi.mock('data/models/countModel', () => ({ countRows: vi.fn() }));
vi.mock('data/sources/aSource', async (original) => {
  const { default: source } = await original<{ default: Source }>();
  return { default: { ...source } };
});

type Store = ReturnType<typeof createStore>;

const sources = (store: Store) => store.getState().carto.dataSources;
const advice = () => screen.queryByText(/Is this the right dataset/);

function logIn() {
  vi.mocked(countRows).mockResolvedValue(18);
  const { store } = renderWithStore(<PrivateData />);
  expect(sources(store)).toEqual({});
  act(() => void store.dispatch(loggedIn(session())));
  return store;
}
const fail = (store: Store, status?: number) =>
  act(() => {
    const error = new CartoError('The request failed.', status);
    store.dispatch(requestFailed(error, { sourceId: aSource.id }));
  });

beforeEach(() => {
  sessionStorage.clear();
  vi.mocked(countRows).mockReset();
  aSource.data = 'SELECT * FROM roads';
});

test('reads private data with the token of the login', () => {
  const store = logIn();
  expect(sources(store)[aSource.id]?.credentials).toMatchObject({
    username: 'alice',
    apiKey: ACCESS_TOKEN,
  });
});

test('requests nothing while no scope covers the dataset, and says how to choose one', () => {
  aSource.data = 'SELECT * FROM my_roads';
  const store = logIn();
  expect(sources(store)).toEqual({});
  expect(screen.getByRole('alert')).toHaveTextContent('To show one of your datasets here');
  expect(countRows).not.toHaveBeenCalled();
});

test.each([403, 404])('suggests choosing another dataset after status %i', (status) => {
  const store = logIn();
  expect(advice()).toBeNull();
  fail(store, status);
  expect(advice()).toBeVisible();
});

test.each([undefined, 429, 500])('suggests no other dataset after status %s', (status) => {
  const store = logIn();
  fail(store, status);
  expect(advice()).toBeNull();
});
