import { beforeEach, describe, expect, test } from 'vitest';
import { Accounts } from './accounts';
import { fakeDatabase } from './fakeDatabase';
import { API_KEY, OWNER } from './settings';

const unauthorized = expect.objectContaining({ status: 401, message: 'Unauthorized' });

let database;
let accounts;

beforeEach(async () => {
  database = fakeDatabase();
  accounts = new Accounts({ database, publicTables: ['stores', 'absent'] });
  await accounts.refresh();
});

const grantsOf = async (user, key) => database.roles.get(await accounts.roleOf(user, key));

describe('a table', () => {
  test('belongs either to the public or to the owner', () => {
    expect(accounts.tablesOf('public')).toEqual(['stores']);
    expect(accounts.tablesOf(OWNER)).toEqual(['roads', 'acme.parks']);
    expect(accounts.tablesOf('anybody')).toEqual([]);
  });
});

describe('an API key', () => {
  test.each(['public', OWNER, 'anybody'])(
    'default_public reads public tables at %s',
    async (user) => {
      const grants = { read: ['stores'], write: [], services: [] };
      expect(await grantsOf(user, 'default_public')).toEqual(grants);
      expect(await grantsOf(user, undefined)).toEqual(grants);
    },
  );

  test('of the owner reads every table, but only at the owner', async () => {
    const read = ['stores', 'roads', 'acme.parks'];
    expect(await grantsOf(OWNER, API_KEY)).toEqual({ read, write: [], services: ['geocoding', 'isolines'] });
    await expect(accounts.roleOf('public', API_KEY)).rejects.toEqual(unauthorized);
  });

  test('that does not exist is refused', async () => {
    await expect(accounts.roleOf(OWNER, 'x')).rejects.toEqual(unauthorized);
  });
});

test('a table that appears later can be read after a refresh', async () => {
  database.tables = [...database.tables, { schema: 'public', name: 'lakes' }];
  expect((await grantsOf(OWNER, API_KEY)).read).not.toContain('lakes');
  await accounts.refresh();
  expect((await grantsOf(OWNER, API_KEY)).read).toContain('lakes');
  expect((await grantsOf('public', undefined)).read).toEqual(['stores']);
});
