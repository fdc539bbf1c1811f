import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findDump, readDump, writeDump } from './dump.js';

let cacheDir;
let table;

beforeEach(async () => {
  cacheDir = await mkdtemp(join(tmpdir(), 'sandbox-dump-'));
  table = { file: join(cacheDir, 'roads.csv') };
  await writeFile(table.file, 'a\n1\n');
});

afterEach(() => rm(cacheDir, { recursive: true }));

const content = Buffer.from('a database');
const dumps = async () => (await readdir(cacheDir)).filter((name) => name !== 'roads.csv');

test('a dump is found again while the data does not change', async () => {
  const path = await findDump(cacheDir, 'data', [table]);
  await utimes(table.file, 0, 0);
  expect(await findDump(cacheDir, 'data', [table])).toBe(path);

  await writeFile(table.file, 'a\n2\n');
  expect(await findDump(cacheDir, 'data', [table])).not.toBe(path);
});

test('a new dump replaces the old ones of its name', async () => {
  const other = join(cacheDir, 'empty-1.tar.gz');
  await writeDump(other, content);
  await writeDump(await findDump(cacheDir, 'data', [table]), content);
  await writeFile(table.file, 'a\n2\n');
  const path = await findDump(cacheDir, 'data', [table]);
  await writeDump(path, content);

  expect((await dumps()).map((name) => join(cacheDir, name)).sort()).toEqual([path, other].sort());
  expect(String(await readDump(path))).toBe('a database');
});

test('there may be no dump yet', async () => {
  expect(await readDump(await findDump(cacheDir, 'data', [table]))).toBeUndefined();
});
