import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Accounts } from './accounts.js';
import { fakeDatabase } from './fakeDatabase.js';
import { DataError } from './files/dataError.js';
import { startCarto } from './server.js';
import { API_KEY, OWNER } from './settings.js';
import { watchData } from './watchData.js';

let dataDir;
let database;
let accounts;
let carto;
let watcher;
let log;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sandbox-data-'));
  database = fakeDatabase();
  accounts = new Accounts({ database, publicTables: ['stores'] });
  carto = await startCarto({ accounts, database, port: 0 });
  log = vi.fn();
  watcher = watchData({ dataDir, reload: carto.reload, log });
});

afterEach(async () => {
  watcher.close();
  await carto.close();
  await rm(dataDir, { recursive: true });
});

const write = (text) => writeFile(join(dataDir, 'lakes.csv'), text);
const logged = (text) =>
  vi.waitFor(() => expect(log).toHaveBeenCalledWith(expect.stringContaining(text)), 5000);
const readable = async () => database.roles.get(await accounts.roleOf(OWNER, API_KEY)).read;

test('a file that changes is loaded again, and the keys can read its table', async () => {
  database.reload = async () => {
    database.tables = [...database.tables, { schema: 'public', name: 'lakes' }];
  };
  await write('name\nErie\n');
  await logged('Loaded sandbox/data again');
  expect(await readable()).toContain('lakes');
});

test('a file with mistakes is reported, and loaded once it has none', async () => {
  database.reload = vi.fn().mockRejectedValueOnce(new DataError(['lakes.csv:2: a mistake']));
  await write('name\n"\n');
  await logged('keeps the previous data:\nlakes.csv:2: a mistake');
  await write('name\nErie\n');
  await logged('Loaded sandbox/data again');
});

test('changes in a row are loaded once', async () => {
  database.reload = vi.fn();
  for (const text of ['a', 'ab', 'abc']) await write(text);
  await logged('Loaded sandbox/data again');
  expect(database.reload).toHaveBeenCalledTimes(1);
});
