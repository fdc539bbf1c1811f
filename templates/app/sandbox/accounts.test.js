import { beforeEach, describe, expect, test, vi } from 'vitest';
import { Accounts } from './accounts';
import { fakeDatabase } from './fakeDatabase';
import { API_KEY, GUEST, OWNER } from './settings';

const SCOPES = ['user:profile', 'datasets:r:roads'];
const unauthorized = expect.objectContaining({ status: 401, message: 'Unauthorized' });

let database;
let settings;
let accounts;

beforeEach(async () => {
  database = fakeDatabase();
  settings = { lifetime: 60 };
  accounts = await Accounts.open({ database, publicTables: ['stores', 'absent'], settings });
});

const grantsOf = async (user, key) => database.roles.get(await accounts.roleOf(user, key));

describe('a table', () => {
  test('belongs either to the public or to the owner', () => {
    expect(accounts.tablesOf('public')).toEqual(['stores']);
    expect(accounts.tablesOf(OWNER)).toEqual(['roads', 'acme.parks']);
    expect(accounts.tablesOf(GUEST)).toEqual([]);
  });

  test('can only be granted by its owner', () => {
    const scopes = ['datasets:r:roads', 'datasets:r:stores', 'datasets:r:*', 'offline'];
    expect(accounts.unsupported(OWNER, scopes)).toEqual(['datasets:r:stores', 'offline']);
    expect(accounts.unsupported(GUEST, scopes)).toEqual([
      'datasets:r:roads',
      'datasets:r:stores',
      'offline',
    ]);
  });
});

describe('an API key', () => {
  test.each(['public', OWNER, 'anybody'])(
    'default_public reads public tables at %s',
    async (user) => {
      const grants = { read: ['stores'], write: [], isolines: false };
      expect(await grantsOf(user, 'default_public')).toEqual(grants);
      expect(await grantsOf(user, undefined)).toEqual(grants);
    },
  );

  test('of the owner reads every table, but only at the owner', async () => {
    const read = ['stores', 'roads', 'acme.parks'];
    expect(await grantsOf(OWNER, API_KEY)).toEqual({ read, write: [], isolines: true });
    await expect(accounts.roleOf('public', API_KEY)).rejects.toEqual(unauthorized);
  });

  test('that does not exist is refused', async () => {
    await expect(accounts.roleOf(OWNER, 'x')).rejects.toEqual(unauthorized);
  });
});

describe('a token', () => {
  test('has its own role, whose name does not reveal the token', async () => {
    const { accessToken, lifetime } = await accounts.issue(OWNER, SCOPES);
    const role = await accounts.roleOf(OWNER, accessToken);
    expect(lifetime).toBe(60);
    expect(accessToken).toMatch(/^[\w-]{22}$/);
    expect(role).not.toContain(accessToken);
    expect(database.roles.get(role)).toEqual({ read: ['roads'], write: [], isolines: false });
    expect(await accounts.session(OWNER, accessToken)).toMatchObject({
      user: OWNER,
      scopes: SCOPES,
    });
  });

  test('is only valid at its own account', async () => {
    const { accessToken } = await accounts.issue(GUEST, []);
    await expect(accounts.roleOf(OWNER, accessToken)).rejects.toEqual(unauthorized);
    await expect(accounts.session('public', accessToken)).rejects.toEqual(unauthorized);
    expect(await accounts.roleOf(GUEST, accessToken)).toMatch(/^token_/);
  });

  test('expires, and its role is dropped', async () => {
    const now = vi.spyOn(Date, 'now').mockReturnValue(0);
    const { accessToken } = await accounts.issue(OWNER, SCOPES);
    const role = await accounts.roleOf(OWNER, accessToken);
    now.mockReturnValue(59_999);
    expect(await accounts.roleOf(OWNER, accessToken)).toBe(role);
    now.mockReturnValue(60_000);
    expect(accounts.tokens).toBe(0);
    await expect(accounts.roleOf(OWNER, accessToken)).rejects.toEqual(unauthorized);
    expect(database.roles.has(role)).toBe(false);
  });

  test('that expired unused is removed when the next one is issued', async () => {
    const now = vi.spyOn(Date, 'now').mockReturnValue(0);
    await accounts.issue(OWNER, SCOPES);
    now.mockReturnValue(60_000);
    await accounts.issue(OWNER, SCOPES);
    expect([...database.roles.keys()].filter((role) => role.startsWith('token_'))).toHaveLength(1);
  });

  test('can be revoked', async () => {
    const { accessToken } = await accounts.issue(OWNER, SCOPES);
    expect(accounts.tokens).toBe(1);
    await accounts.revoke();
    expect(accounts.tokens).toBe(0);
    await expect(accounts.roleOf(OWNER, accessToken)).rejects.toEqual(unauthorized);
  });
});
