import { mkdtemp, readdir, readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
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

const content = new Blob([gzipSync('a database')]);
const dumps = async () => (await readdir(cacheDir)).filter((name) => name !== 'roads.csv');

test('a dump is found again while the data does not change', async () => {
  const path = await findDump(cacheDir, [table]);
  await utimes(table.file, 0, 0);
  expect(await findDump(cacheDir, [table])).toBe(path);

  await writeFile(table.file, 'a\n2\n');
  expect(await findDump(cacheDir, [table])).not.toBe(path);
});

test('a new dump replaces the old ones', async () => {
  await writeDump(await findDump(cacheDir, [table]), content);
  await writeFile(table.file, 'a\n2\n');
  const path = await findDump(cacheDir, [table]);
  await writeDump(path, content);

  expect((await dumps()).map((name) => join(cacheDir, name))).toEqual([path]);
  expect(await (await readDump(path)).text()).toBe('a database');
});

test('there may be no dump yet', async () => {
  expect(await readDump(await findDump(cacheDir, [table]))).toBeUndefined();
});

test('a damaged dump is an error only once', async () => {
  const path = await findDump(cacheDir, [table]);
  await writeDump(path, content);
  await truncate(path, (await readFile(path)).length - 5);

  await expect(readDump(path)).rejects.toThrow();
  expect(await readDump(path)).toBeUndefined();
});
