import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeDatabase } from './fakeDatabase';
import { AccountsWithLogins } from './logins';
import { API_KEY, GUEST, OWNER } from './settings';

const SCOPES = ['user:profile', 'datasets:r:roads'];
const unauthorized = expect.objectContaining({ status: 401, message: 'Unauthorized' });

let database;
let accounts;

beforeEach(async () => {
  database = fakeDatabase();
  accounts = new AccountsWithLogins({
    database,
    publicTables: ['stores', 'absent'],
    settings: { lifetime: 60 },
  });
  await accounts.refresh();
});

test('API keys work as without logins', async () => {
  expect(await accounts.roleOf(OWNER, API_KEY)).toBe('key_of_owner');
  expect(await accounts.roleOf(GUEST, undefined)).toBe('reader_of_public');
  await expect(accounts.roleOf(OWNER, 'x')).rejects.toEqual(unauthorized);
  await expect(accounts.session(OWNER, API_KEY)).rejects.toEqual(unauthorized);
});

test('a table can only be granted by its owner', () => {
  const scopes = ['datasets:r:roads', 'datasets:r:stores', 'datasets:r:*', 'offline'];
  expect(accounts.unsupported(OWNER, scopes)).toEqual(['datasets:r:stores', 'offline']);
  expect(accounts.unsupported(GUEST, scopes)).toEqual([
    'datasets:r:roads',
    'datasets:r:stores',
    'offline',
  ]);
});

describe('a token', () => {
  test('has its own role, whose name does not reveal the token', async () => {
    const { accessToken, lifetime } = await accounts.issue(OWNER, SCOPES);
    const role = await accounts.roleOf(OWNER, accessToken);
    expect(lifetime).toBe(60);
    expect(accessToken).toMatch(/^[\w-]{22}$/);
    expect(role).not.toContain(accessToken);
    expect(database.roles.get(role)).toEqual({ read: ['roads'], write: [], services: [] });
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

  test('reads a table that appears later after a refresh', async () => {
    const { accessToken } = await accounts.issue(OWNER, ['datasets:r:*']);
    const role = await accounts.roleOf(OWNER, accessToken);
    database.tables = [...database.tables, { schema: 'public', name: 'lakes' }];
    expect(database.roles.get(role).read).not.toContain('lakes');
    await accounts.refresh();
    expect(database.roles.get(role).read).toContain('lakes');
  });
});
