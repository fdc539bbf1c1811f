import { PGlite } from '@electric-sql/pglite';
import { postgis } from '@electric-sql/pglite-postgis';
import { findDump, readDump, writeDump } from './database/dump.js';
import { fill } from './database/fill.js';
import { identifier, nameOf, tableOf } from './database/identifiers.js';
import { fieldType, parsers } from './database/wireTypes.js';
import { findTables, readTable } from './tables.js';

/** A query that PostgreSQL rejected, with its message. */
export class QueryError extends Error {
  constructor({ message, code, position }) {
    super(message);
    this.name = 'QueryError';
    this.status = code === INSUFFICIENT_PRIVILEGE ? 403 : 400;
    if (position) this.position = Number(position);
  }
}

const INSUFFICIENT_PRIVILEGE = '42501';

/**
 * Opens PostgreSQL with PostGIS in this process. The first time, it is filled from the files in
 * `dataDir`. The result stays in `cacheDir` until the data or the code that loads it changes.
 */
export async function openDatabase({ dataDir, cacheDir, log }) {
  const files = await findTables(dataDir, log);
  const dump = await findDump(cacheDir, files);
  const pg = (await restore(dump, log)) ?? (await build(files, dump, log));
  return new Database(pg, await countRows(pg, files), await typeNames(pg));
}

async function restore(dump, log) {
  try {
    const loadDataDir = await readDump(dump);
    return loadDataDir && (await start({ loadDataDir }));
  } catch (error) {
    log(`The saved database is damaged and will be created again: ${error.message}`);
    return undefined;
  }
}

async function build(files, dump, log) {
  // Read the data first to report mistakes early, as PostgreSQL takes seconds to start.
  const tables = await Promise.all(files.map(readTable));
  log(`Creating the database from ${files.length} files. The next start will reuse it.`);
  const pg = await start();
  try {
    await fill(pg, tables);
  } catch (error) {
    await pg.close();
    throw error;
  }
  await save(pg, dump, log);
  return pg;
}

async function save(pg, dump, log) {
  try {
    await writeDump(dump, await pg.dumpDataDir('gzip'));
  } catch (error) {
    log(`Could not save the database, so the next start will create it again: ${error.message}`);
  }
}

// Without this, times without a time zone would depend on the time zone of the machine.
const POSTGRESQL_CONF = ["timezone = 'UTC'"];

const start = (options) =>
  PGlite.create({ extensions: { postgis }, postgresqlconf: POSTGRESQL_CONF, ...options });

function countRows(pg, files) {
  return Promise.all(
    files.map(async ({ schema, name, file }) => {
      const { rows } = await pg.query(`SELECT count(*) FROM ${nameOf({ schema, name })}`);
      return { schema, name, file, rows: rows[0].count };
    }),
  );
}

async function typeNames(pg) {
  const { rows } = await pg.query('SELECT oid, typname FROM pg_type');
  return new Map(rows.map(({ oid, typname }) => [oid, typname]));
}

class Database {
  /** Increases with every change, so that callers know when cached results are out of date. */
  version = 0;
  #pg;
  #typeNames;

  constructor(pg, tables, names) {
    this.#pg = pg;
    this.#typeNames = names;
    this.tables = tables;
  }

  /** Runs one statement with the permissions of a role. */
  async query(role, sql) {
    try {
      return await this.#pg.transaction(async (transaction) => {
        await transaction.exec(`${AS_NEW}; SET LOCAL ROLE ${identifier(role)}`);
        const { rows, fields, affectedRows } = await transaction.query(sql, [], { parsers });
        if (await hasWritten(transaction)) this.version += 1;
        return { rows, fields: fields.map(this.#describe), affected: affectedRows };
      });
    } catch (error) {
      throw error.code ? new QueryError(error) : error;
    }
  }

  /** Creates a role with only these permissions. Tables are named `TABLE` or `SCHEMA.TABLE`. */
  async createRole(role, { read = [], write = [], isolines = false } = {}) {
    const name = identifier(role);
    const grant = (what, on) => `GRANT ${what} ON ${on} TO ${name}`;
    await this.dropRole(role);
    await this.#administrate([
      `CREATE ROLE ${name}`,
      ...[...read, ...write].map((table) =>
        grant('USAGE', `SCHEMA ${identifier(tableOf(table).schema)}`),
      ),
      ...read.map((table) => grant('SELECT', nameOf(tableOf(table)))),
      ...write.map((table) => grant('SELECT, INSERT, UPDATE, DELETE', nameOf(tableOf(table)))),
      ...(isolines ? [grant('EXECUTE', 'FUNCTION cdb_isochrone')] : []),
    ]);
  }

  async dropRole(role) {
    const { rows } = await this.#pg.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
    if (!rows.length) return;
    const name = identifier(role);
    await this.#administrate([`DROP OWNED BY ${name}`, `DROP ROLE ${name}`]);
  }

  close() {
    return this.#pg.close();
  }

  async #administrate(statements) {
    await this.#pg.transaction((transaction) =>
      transaction.exec([AS_NEW, ...statements].join('; ')),
    );
  }

  #describe = ({ name, dataTypeID }) => {
    const pgtype = this.#typeNames.get(dataTypeID) ?? 'unknown';
    return { name, type: fieldType(pgtype), pgtype };
  };
}

// A previous query may have changed the settings of the only connection.
const AS_NEW = 'RESET ROLE; RESET ALL';

/** Tells whether this transaction has changed anything, even in a function or a WITH. */
async function hasWritten(transaction) {
  const { rows } = await transaction.query(
    'SELECT pg_current_xact_id_if_assigned() IS NOT NULL AS written',
  );
  return rows[0].written;
}
