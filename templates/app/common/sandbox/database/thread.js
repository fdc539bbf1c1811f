import { Worker } from 'node:worker_threads';
import { DataError } from '../files/dataError.js';
import { QueryError } from './queryError.js';

const ERRORS = { DataError: DataError.again, QueryError: QueryError.again };

/** PostgreSQL in a thread of its own, which can be ended whatever it is doing. */
export class DatabaseThread {
  hasEnded = false;
  #worker = new Worker(new URL('./worker.js', import.meta.url));
  #calls = new Map();
  #count = 0;

  constructor(log) {
    this.#worker.on('message', ({ id, log: message, error, result }) => {
      if (message !== undefined) return log(message);
      const { resolve, reject } = this.#calls.get(id);
      this.#calls.delete(id);
      if (error) reject(restored(error));
      else resolve(result);
    });
    this.#worker.on('error', (error) => this.#fail(error));
    this.#worker.on('exit', () => this.#fail(new Error('The database has ended.')));
    // Only the servers keep the process running.
    this.#worker.unref();
  }

  /** Calls a method of worker.js. */
  call(method, ...args) {
    return new Promise((resolve, reject) => {
      if (this.hasEnded) return reject(new Error('The database has ended.'));
      this.#count += 1;
      this.#calls.set(this.#count, { resolve, reject });
      this.#worker.ref();
      this.#worker.postMessage({ id: this.#count, method, args });
    }).finally(() => this.#calls.size === 0 && this.#worker.unref());
  }

  async end() {
    this.hasEnded = true;
    await this.#worker.terminate();
  }

  #fail(error) {
    this.hasEnded = true;
    for (const { reject } of this.#calls.values()) reject(error);
    this.#calls.clear();
  }
}

/** Errors lose their class between threads. */
function restored({ name, stack, ...error }) {
  return ERRORS[name]?.(error) ?? Object.assign(new Error(error.message), { stack });
}
