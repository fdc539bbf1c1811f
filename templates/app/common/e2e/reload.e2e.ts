import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DATA } from './support/sandbox.ts';
import { expect, test } from './support/test.ts';

const FILE = join(DATA, 'written_by_a_test.csv');

test('the sandbox loads a file that is added, changed or removed', async ({ sandbox }) => {
  const count = () => sandbox.countRows('written_by_a_test').catch(() => null);
  const counts = (rows: number | null) => expect.poll(count, { timeout: 60_000 }).toBe(rows);
  try {
    await writeFile(FILE, 'name\nA\n');
    await counts(1);
    await writeFile(FILE, 'name\nA\nB\n');
    await counts(2);
  } finally {
    await rm(FILE);
  }
  await counts(null);
});
