/** The accounts, and the database role of each API key and token. */
import { randomBytes } from 'node:crypto';
import { Refusal } from './refusal.js';
import { grantsOf, isSupported, ownName } from './scopes.js';
import { API_KEY, GUEST, OWNER } from './settings.js';

export const PUBLIC_KEY = 'default_public';
export const USERS = [OWNER, GUEST];

const PUBLIC_ROLE = 'reader_of_public';
const OWNER_ROLE = 'key_of_owner';

export class Accounts {
  #database;
  #settings;
  #publicTables;
  #tokens = new Map();
  #count = 0;

  /** `settings.lifetime` is how many seconds a token lasts. It is read when a token is issued. */
  static async open({ database, publicTables, settings }) {
    const accounts = new Accounts({ database, publicTables, settings });
    await accounts.refresh();
    return accounts;
  }

  constructor({ database, publicTables, settings }) {
    this.#database = database;
    this.#settings = settings;
    this.#publicTables = publicTables.map(ownName);
  }

  /** Gives all keys and tokens the permissions for the tables that exist now. */
  async refresh() {
    const open = (role, read, isolines) =>
      this.#database.createRole(role, { read, write: [], isolines });
    await open(PUBLIC_ROLE, this.tablesOf('public'), false);
    await open(OWNER_ROLE, this.#tables, true);
    for (const { user, scopes, role } of this.#tokens.values()) {
      await this.#database.createRole(role, grantsOf(scopes, this.tablesOf(user)));
    }
  }

  /** The tables of an account. Those of `public` belong to no other account. */
  tablesOf(user) {
    if (user === 'public') return this.#tables.filter((table) => this.isPublic(table));
    return user === OWNER ? this.#tables.filter((table) => !this.isPublic(table)) : [];
  }

  isPublic(table) {
    return this.#publicTables.includes(ownName(table));
  }

  /** The scopes that an account can't grant: unknown ones, and datasets that it does not own. */
  unsupported(user, scopes) {
    const tables = this.tablesOf(user);
    return scopes.filter((scope) => !isSupported(scope, tables));
  }

  /** Issues a token for the scopes. `lifetime` is in seconds. */
  async issue(user, scopes) {
    await this.#forget((token) => hasExpired(token));
    this.#count += 1;
    const role = `token_${this.#count}`;
    await this.#database.createRole(role, grantsOf(scopes, this.tablesOf(user)));
    const { lifetime } = this.#settings;
    const accessToken = randomBytes(16).toString('base64url');
    this.#tokens.set(accessToken, { user, scopes, role, ends: Date.now() + lifetime * 1000 });
    return { accessToken, lifetime };
  }

  /** The user and the scopes of a token. Refuses API keys, and tokens that are no longer valid. */
  async session(user, accessToken) {
    const token = this.#tokens.get(accessToken);
    if (token && hasExpired(token)) await this.#forget((each) => each === token);
    else if (token?.user === user) return token;
    throw new Refusal(401, 'Unauthorized');
  }

  /** The database role for a key or token at an account's server. */
  async roleOf(user, apiKey) {
    if (!apiKey || apiKey === PUBLIC_KEY) return PUBLIC_ROLE;
    if (user === OWNER && apiKey === API_KEY) return OWNER_ROLE;
    return (await this.session(user, apiKey)).role;
  }

  /** The number of valid tokens. */
  get tokens() {
    return [...this.#tokens.values()].filter((token) => !hasExpired(token)).length;
  }

  /** Revokes all tokens, as if the users had withdrawn their consent. */
  async revoke() {
    await this.#forget(() => true);
  }

  get #tables() {
    return this.#database.tables.map(({ schema, name }) => ownName(`${schema}.${name}`));
  }

  /** Tokens become invalid immediately. Their roles are dropped after the queries that are queued. */
  async #forget(matches) {
    const tokens = [...this.#tokens].filter(([, token]) => matches(token));
    for (const [accessToken] of tokens) this.#tokens.delete(accessToken);
    for (const [, { role }] of tokens) await this.#database.dropRole(role);
  }
}

function hasExpired({ ends }) {
  return ends <= Date.now();
}
