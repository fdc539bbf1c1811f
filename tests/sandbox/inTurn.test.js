import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { inTurn } from './inTurn.js';

let folder;
let lock;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandbox-lock-'));
  lock = join(folder, 'test.lock');
});

afterEach(() => rm(folder, { recursive: true }));

test('tasks run one after the other, even if one fails', async () => {
  const steps = [];
  const task = (name) => async () => {
    steps.push(`${name} begins`);
    await new Promise((resolve) => setTimeout(resolve, 20));
    steps.push(`${name} ends`);
    if (name === 'a') throw new Error('a failed');
    return name;
  };
  const [a, b] = await Promise.allSettled(['a', 'b'].map((name) => inTurn(lock, task(name))));
  // Either may come first.
  const [first, second] = steps[0].startsWith('a') ? ['a', 'b'] : ['b', 'a'];
  expect(steps).toEqual([first, second].flatMap((name) => [`${name} begins`, `${name} ends`]));
  expect([a.reason.message, b.value]).toEqual(['a failed', 'b']);
  expect(await readdir(folder)).toEqual([]);
});

test('nothing waits for a process that was killed', async () => {
  const ended = execFileSync(process.execPath, ['-p', 'process.pid'], { encoding: 'utf8' }).trim();
  await writeFile(lock, ended);
  expect(await inTurn(lock, () => 'done')).toBe('done');
});

test('a process that runs is waited for', async () => {
  await writeFile(lock, String(process.ppid));
  let isDone = false;
  const turn = inTurn(lock, () => (isDone = true));
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(isDone).toBe(false);
  await rm(lock);
  expect(await turn).toBe(true);
});
