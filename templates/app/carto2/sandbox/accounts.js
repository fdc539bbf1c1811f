/** The accounts, and the database role of each API key. */
import { ownName } from './database/identifiers.js';
import { Refusal } from './refusal.js';
import { API_KEY, OWNER, PUBLIC_TABLES } from './settings.js';

export const PUBLIC_KEY = 'default_public';

const PUBLIC_ROLE = 'reader_of_public';
const OWNER_ROLE = 'key_of_owner';

export class Accounts {
  #database;
  #publicTables;

  constructor({ database, publicTables = PUBLIC_TABLES }) {
    this.#database = database;
    this.#publicTables = publicTables.map(ownName);
  }

  /** Gives all keys the permissions for the tables that exist now. */
  async refresh() {
    const open = (role, read, services) =>
      this.#database.createRole(role, { read, write: [], services });
    await open(PUBLIC_ROLE, this.tablesOf('public'), []);
    await open(OWNER_ROLE, this.#tables, ['geocoding', 'isolines']);
  }

  /** The tables of an account. Those of `public` belong to no other account. */
  tablesOf(user) {
    if (user === 'public') return this.#tables.filter((table) => this.isPublic(table));
    return user === OWNER ? this.#tables.filter((table) => !this.isPublic(table)) : [];
  }

  isPublic(table) {
    return this.#publicTables.includes(ownName(table));
  }

  /** The database role for a key at an account's server. */
  async roleOf(user, apiKey) {
    if (!apiKey || apiKey === PUBLIC_KEY) return PUBLIC_ROLE;
    if (user === OWNER && apiKey === API_KEY) return OWNER_ROLE;
    throw new Refusal(401, 'Unauthorized');
  }

  get #tables() {
    return this.#database.tables.map(({ schema, name }) => ownName(`${schema}.${name}`));
  }
}
