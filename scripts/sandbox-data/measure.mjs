/** Prints the processor time and the memory of each step as JSON: `node measure.mjs APPLICATION DATA CACHE`. */
import { pathToFileURL } from 'node:url';

const [application, data, cache] = process.argv.slice(2);
const load = (module) => import(pathToFileURL(`${application}/sandbox/${module}`));
const { startPostgres } = await load('database/postgres.js');
const { fill, prepare } = await load('database/fill.js');
const { dumpOf } = await load('database/dump.js');
const { findTables, readTables } = await load('tables.js');

const steps = [];
async function measure(name, step, later = false) {
  const start = process.cpuUsage();
  const result = await step();
  const { user, system } = process.cpuUsage(start);
  steps.push({ name, cpu: (user + system) / 1e6, memory: process.memoryUsage.rss(), later });
  return result;
}

const silent = () => {};
const { tables } = await measure('read the CSV file', async () =>
  readTables(await findTables(data, silent), silent),
);
const pg = await measure('create a database', () => startPostgres(cache));
await measure('add PostGIS', () => prepare(pg));
await measure('save the empty database', () => dumpOf(pg));
const problems = await measure('insert and index the rows', () => fill(pg, tables));
const dump = await measure('save the database', () => dumpOf(pg));
await pg.close();
const again = await measure('open it at a later start', () => startPostgres(cache, dump), true);
const { rows } = await again.query('SELECT count(*)::int AS count FROM stores');
if (problems.length > 0 || rows[0].count !== tables[0].records.length) throw new Error('Rows are missing');
console.log(JSON.stringify(steps));
process.exit();
