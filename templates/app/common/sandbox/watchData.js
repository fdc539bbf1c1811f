import { watch } from 'node:fs';
import { DataError } from './files/dataError.js';

/** Editors and copies change a file several times in a row. */
const QUIET_TIME = 300;

/** Calls `reload` when a file in `dataDir` changes, and logs the result. Returns the watcher. */
export function watchData({ dataDir, reload, log }) {
  let timer;
  let last = Promise.resolve();
  const load = async () => {
    try {
      await reload();
      log('Loaded sandbox/data again. Reload the page to see it.');
    } catch (error) {
      const reason = error instanceof DataError ? error.message : error.stack;
      log(`sandbox/data has changed, but the sandbox keeps the previous data:\n${reason}`);
    }
  };
  return watch(dataDir, () => {
    clearTimeout(timer);
    timer = setTimeout(() => (last = last.then(load)), QUIET_TIME);
  });
}
