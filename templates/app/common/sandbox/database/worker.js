/** The thread of the database: calls the methods of an engine, one after the other. */
import { parentPort } from 'node:worker_threads';
import { Engine } from './engine.js';

const log = (message) => parentPort.postMessage({ log: message });

let engine;
let last = Promise.resolve();

const METHODS = {
  open: async (options) => {
    const opened = await Engine.open({ ...options, log });
    engine = opened.engine;
    return { tables: engine.tables, dump: opened.dump };
  },
  restore: async (options) => {
    engine = await Engine.restore(options);
  },
  query: (role, sql) => engine.query(role, sql),
  createRole: (role, grants) => engine.createRole(role, grants),
  dropRole: (role) => engine.dropRole(role),
};

parentPort.on('message', ({ id, method, args }) => {
  last = last.then(async () => {
    try {
      parentPort.postMessage({ id, result: await METHODS[method](...args) });
    } catch (error) {
      const { name, message, status, stack } = error;
      parentPort.postMessage({ id, error: { name, message, status, stack } });
    }
  });
});
