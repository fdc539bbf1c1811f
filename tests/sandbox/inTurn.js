import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/**
 * Runs a task while no other process runs one with the same lock file. The lock of a process that was
 * killed does not count. In rare cases, two processes may run theirs at the same time.
 */
export async function inTurn(lock, task) {
  await mkdir(dirname(lock), { recursive: true });
  while (!(await take(lock))) {
    if (await isAbandoned(lock)) await rm(lock, { force: true });
    else await setTimeout(50);
  }
  try {
    return await task();
  } finally {
    await rm(lock, { force: true });
  }
}

function take(lock) {
  return writeFile(lock, String(process.pid), { flag: 'wx' }).then(
    () => true,
    () => false,
  );
}

async function isAbandoned(lock) {
  const pid = Number(await readFile(lock, 'utf8').catch(() => ''));
  // Another process may be about to write its number, or have removed the lock.
  if (!pid) return false;
  try {
    return !process.kill(pid, 0);
  } catch (error) {
    return error.code === 'ESRCH';
  }
}
