import { DataError } from '../files/dataError.js';
import { findTables, readTables } from '../tables.js';
import { dumpOf, findDump, readDump, writeDump } from './dump.js';
import { fill, prepare } from './fill.js';
import { identifier, nameOf, subquery, tableOf } from './identifiers.js';
import { startPostgres } from './postgres.js';
import { QueryError } from './queryError.js';
import { fieldType, parsers } from './wireTypes.js';

/** PostgreSQL, its tables, and roles for requests. It runs in the thread of the database. */
export class Engine {
  #pg;
  #types;
  #roles = new Map();

  /**
   * Opens the saved database, or creates it from the files if there is none or they have changed. Returns
   * the engine and the dump, from which `restore` opens the same database again.
   */
  static async open({ dataDir, cacheDir, name = 'data', log }) {
    const files = await findTables(dataDir, log);
    const path = await findDump(cacheDir, name, files);
    const { pg, dump } = await openSaved(path, cacheDir, log, () => build(cacheDir, files, log));
    return { engine: new Engine(pg, await typesOf(pg), await countRows(pg, files)), dump };
  }

  static async restore({ cacheDir, tables, dump }) {
    const pg = await startPostgres(cacheDir, dump);
    return new Engine(pg, await typesOf(pg), tables);
  }

  constructor(pg, types, tables) {
    this.#pg = pg;
    this.#types = types;
    this.tables = tables;
  }

  /**
   * Runs one statement with the permissions of a role. It runs in a function of that role, where
   * PostgreSQL refuses to change the role or to end the transaction. What a role without write access
   * does is always rolled back; one with write access is created again after it has written.
   */
  async query(role, sql) {
    const { canWrite = false, creation } = this.#roles.get(role) ?? {};
    try {
      await this.#pg.exec(`BEGIN; SET LOCAL ROLE ${identifier(role)}`);
      const { resultFields } = await this.#pg.describeQuery(sql);
      await this.#pg.exec('SET LOCAL ROLE none');
      const fields = resultFields.map(this.#fieldOf);
      const result = await this.#run(role, sql, fields);
      const hasWritten = canWrite && (await this.#hasWritten());
      if (hasWritten) await this.#pg.exec(`${removalOf(role)}; ${creation}`);
      await this.#pg.exec(hasWritten ? 'COMMIT' : 'ROLLBACK');
      return { ...result, fields: fields.map(described), hasWritten };
    } catch (error) {
      await this.#pg.exec('ROLLBACK');
      throw error.code ? new QueryError(error) : error;
    } finally {
      // Settings, prepared statements, cursors and locks would outlive the transaction.
      await this.#pg.exec('DISCARD ALL');
    }
  }

  /** Creates a role with only these permissions, as far as the tables exist. `services` are among SERVICES. */
  async createRole(role, { read = [], write = [], services = [] }) {
    await this.dropRole(role);
    const existing = new Set(this.tables.map(nameOf));
    const exists = (table) => existing.has(nameOf(tableOf(table)));
    const grants = { read: read.filter(exists), write: write.filter(exists), services };
    const creation = creationOf(role, grants);
    this.#roles.set(role, { canWrite: grants.write.length > 0, creation });
    await this.#pg.exec(`BEGIN; ${creation}; COMMIT`);
  }

  async dropRole(role) {
    if (this.#roles.delete(role)) await this.#pg.exec(`BEGIN; ${removalOf(role)}; COMMIT`);
  }

  async #run(role, sql, fields) {
    if (fields.length === 0) {
      const { rows } = await this.#pg.query(`SELECT ${commandOf(role)}($1) AS affected`, [sql]);
      return { rows: [], affected: Number(rows[0].affected) };
    }
    const names = fields.map((_, nth) => `c${nth}`);
    const columns = fields.map(({ sqlType }, nth) => `${names[nth]} ${sqlType ?? 'text'}`);
    // A function can't return values of types such as void, except as text.
    const statement = fields.every(({ sqlType }) => sqlType)
      ? sql
      : `SELECT ${names.map((name, nth) => (fields[nth].sqlType ? name : `${name}::text`))}
        FROM ${subquery(sql)} (${names})`;
    const { rows } = await this.#pg.query(
      `SELECT * FROM ${rowsOf(role)}($1) AS result (${columns})`,
      [statement],
      { rowMode: 'array', parsers },
    );
    const named = rows.map((row) =>
      Object.fromEntries(row.map((value, nth) => [fields[nth].name, value])),
    );
    return { rows: named, affected: rows.length };
  }

  /** Tells whether this transaction has changed anything, even in a function or a WITH. */
  async #hasWritten() {
    const { rows } = await this.#pg.query(
      'SELECT pg_current_xact_id_if_assigned() IS NOT NULL AS written',
    );
    return rows[0].written;
  }

  #fieldOf = ({ name, dataTypeID }) => {
    const { pgtype, sqlType } = this.#types.get(dataTypeID) ?? { pgtype: 'unknown' };
    return { name, type: fieldType(pgtype), pgtype, sqlType };
  };
}

const described = ({ name, type, pgtype }) => ({ name, type, pgtype });

/** The functions of each data service. */
const SERVICES = {
  geocoding: ['cdb_geocode_namedplace_point', 'cdb_geocode_street_point'],
  isolines: ['cdb_isochrone'],
};

/** Whoever can see this schema could change the functions of a role. */
const PRIVATE = 'carto_sandbox';
const rowsOf = (role) => nameOf({ schema: PRIVATE, name: `rows_of_${role}` });
const commandOf = (role) => nameOf({ schema: PRIVATE, name: `command_of_${role}` });

function creationOf(role, { read, write, services }) {
  const name = identifier(role);
  const grant = (what, on) => `GRANT ${what} ON ${on} TO ${name}`;
  return [
    `CREATE ROLE ${name}`,
    ...[...read, ...write].map((table) =>
      grant('USAGE', `SCHEMA ${identifier(tableOf(table).schema)}`),
    ),
    ...read.map((table) => grant('SELECT', nameOf(tableOf(table)))),
    ...write.map((table) => grant('SELECT, INSERT, UPDATE, DELETE', nameOf(tableOf(table)))),
    ...services.map((service) => grant('EXECUTE', `FUNCTION ${SERVICES[service]}`)),
    `CREATE FUNCTION ${rowsOf(role)}(statement text) RETURNS SETOF record
      LANGUAGE plpgsql SECURITY DEFINER AS 'BEGIN RETURN QUERY EXECUTE statement; END'`,
    `CREATE FUNCTION ${commandOf(role)}(statement text, OUT affected bigint)
      LANGUAGE plpgsql SECURITY DEFINER
      AS 'BEGIN EXECUTE statement; GET DIAGNOSTICS affected = ROW_COUNT; END'`,
    `ALTER FUNCTION ${rowsOf(role)} OWNER TO ${name}`,
    `ALTER FUNCTION ${commandOf(role)} OWNER TO ${name}`,
  ].join('; ');
}

function removalOf(role) {
  return `DROP OWNED BY ${identifier(role)}; DROP ROLE ${identifier(role)}`;
}

/** Opens the database that is saved at a path. If there is none, it is created and saved. */
async function openSaved(path, cacheDir, log, create) {
  const saved = await readDump(path);
  if (saved) {
    try {
      return { pg: await startPostgres(cacheDir, saved), dump: saved };
    } catch (error) {
      log(`The saved database is damaged and will be created again: ${error.message}`);
    }
  }
  const pg = await create();
  const dump = await dumpOf(pg);
  try {
    await writeDump(path, dump);
  } catch (error) {
    log(`Could not save the database, so the next start will create it again: ${error.message}`);
  }
  return { pg, dump };
}

async function build(cacheDir, files, log) {
  const { tables, problems } = await readTables(files, log);
  log(`Creating the database from ${files.length} files. The next start will reuse it.`);
  // PostGIS takes longest, so a database with nothing else is saved as well.
  const path = await findDump(cacheDir, 'empty', []);
  const { pg } = await openSaved(path, cacheDir, log, () => createEmpty(cacheDir));
  problems.push(...(await fill(pg, tables)));
  if (problems.length > 0) throw new DataError(problems);
  return pg;
}

async function createEmpty(cacheDir) {
  const pg = await startPostgres(cacheDir);
  await prepare(pg);
  await pg.exec(`CREATE SCHEMA ${PRIVATE}; REVOKE ALL ON DATABASE postgres FROM PUBLIC`);
  return pg;
}

function countRows(pg, files) {
  return Promise.all(
    files.map(async ({ schema, name, file }) => {
      const { rows } = await pg.query(`SELECT count(*) FROM ${nameOf({ schema, name })}`);
      return { schema, name, file, rows: rows[0].count };
    }),
  );
}

/** The names of all types. Those that a column can't have lack the name for SQL. */
async function typesOf(pg) {
  const { rows } = await pg.query(`
    SELECT oid, typname,
      CASE WHEN typtype <> 'p' OR typname = 'record' THEN format_type(oid, NULL) END AS sql
    FROM pg_type
  `);
  return new Map(rows.map(({ oid, typname, sql }) => [oid, { pgtype: typname, sqlType: sql }]));
}
