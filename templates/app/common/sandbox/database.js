import { DatabaseThread } from './database/thread.js';
import { Refusal } from './refusal.js';

/** CARTO ends queries that take too long, too. */
const TIME_LIMIT = 10_000;
const OVER_TIME =
  'You are over platform’s limits: SQL query timeout error. Refactor your query before running again.';

/**
 * Opens PostgreSQL with PostGIS in a thread of its own. The first time, it is filled from the files in
 * `dataDir`. The result stays in `cacheDir` until the data or the code that loads it changes. `name`
 * tells databases in the same `cacheDir` apart, and `timeLimit` is for one query, in milliseconds.
 */
export async function openDatabase({ log, timeLimit = TIME_LIMIT, ...options }) {
  const database = new Database({ options, log, timeLimit });
  await database.reload();
  return database;
}

/**
 * Queries wait for one another. Whatever a query does, the next one runs within the time limit and the
 * second or two that a new thread needs.
 */
class Database {
  /** Increases with every change, so that callers know when cached results are out of date. */
  version = 0;
  tables = [];
  #options;
  #log;
  #timeLimit;
  #dump;
  #thread;
  #roles = new Map();
  #last = Promise.resolve();

  constructor({ options, log, timeLimit }) {
    this.#options = options;
    this.#log = log;
    this.#timeLimit = timeLimit;
  }

  /** Runs one statement with the permissions of a role. */
  query(role, sql) {
    return this.#next(async () => {
      const call = this.#thread.call('query', role, sql);
      const { hasWritten, ...result } = await this.#withinLimit(call);
      if (hasWritten) this.version += 1;
      return result;
    });
  }

  /** Creates a role with only these permissions. Tables are named `TABLE` or `SCHEMA.TABLE`. */
  createRole(role, grants = {}) {
    this.#roles.set(role, grants);
    return this.#next(() => this.#thread.call('createRole', role, grants));
  }

  dropRole(role) {
    this.#roles.delete(role);
    return this.#next(() => this.#thread.call('dropRole', role));
  }

  /** Reads the files again. Queries are answered meanwhile, and go on with the old data if a file has mistakes. */
  async reload() {
    const thread = new DatabaseThread(this.#log);
    try {
      const { tables, dump } = await thread.call('open', this.#options);
      await this.#next(() => this.#use(thread, tables, dump));
    } catch (error) {
      await thread.end();
      throw error;
    }
  }

  async close() {
    await this.#thread.end();
  }

  /** Runs a task after those before it. If its thread has ended by then, a new one takes its place. */
  #next(task) {
    const run = this.#last.then(async () => {
      if (this.#thread?.hasEnded) await this.#replace();
      return task();
    });
    this.#last = run.catch(() => {});
    return run;
  }

  async #withinLimit(call) {
    let timer;
    const isOver = new Promise((resolve) => {
      timer = setTimeout(resolve, this.#timeLimit, true);
    });
    try {
      const result = await Promise.race([call, isOver]);
      if (result !== true) return result;
    } finally {
      clearTimeout(timer);
    }
    // PostgreSQL can't be interrupted here, only ended with its thread.
    call.catch(() => {});
    await this.#thread.end();
    throw new Refusal(429, OVER_TIME);
  }

  async #replace() {
    const thread = new DatabaseThread(this.#log);
    await thread.call('restore', {
      ...this.#options,
      tables: this.tables,
      dump: this.#dump,
    });
    await this.#use(thread, this.tables, this.#dump);
    this.#log('A query was ended. The database is as it was at the start.');
  }

  async #use(thread, tables, dump) {
    for (const [role, grants] of this.#roles) await thread.call('createRole', role, grants);
    await this.#thread?.end();
    this.#thread = thread;
    this.#dump = dump;
    this.tables = tables;
    this.version += 1;
  }
}
