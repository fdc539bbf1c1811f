/** The accounts with logins: each token has a database role with the permissions of its scopes. */
import { randomBytes } from 'node:crypto';
import { Accounts } from './accounts.js';
import { LOGIN_DEFAULTS, OAUTH_APPS } from './loginSettings.js';
import { Refusal } from './refusal.js';
import { grantsOf, isSupported } from './scopes.js';
import { GUEST, OWNER } from './settings.js';

export const USERS = [OWNER, GUEST];

export class AccountsWithLogins extends Accounts {
  #database;
  #tokens = new Map();
  #count = 0;

  /** `apps` are the applications that users can log in to. A token gets the current `settings.lifetime`. */
  constructor({ apps = OAUTH_APPS, settings = { ...LOGIN_DEFAULTS }, ...options }) {
    super(options);
    this.#database = options.database;
    this.apps = apps;
    this.settings = settings;
  }

  async refresh() {
    await super.refresh();
    for (const { user, scopes, role } of this.#tokens.values()) {
      await this.#database.createRole(role, grantsOf(scopes, this.tablesOf(user)));
    }
  }

  /** The database role for a key or token at an account's server. */
  async roleOf(user, key) {
    if (!this.#tokens.has(key)) return super.roleOf(user, key);
    return (await this.session(user, key)).role;
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
    const { lifetime } = this.settings;
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

  /** The number of valid tokens. */
  get tokens() {
    return [...this.#tokens.values()].filter((token) => !hasExpired(token)).length;
  }

  /** Revokes all tokens, as if the users had withdrawn their consent. */
  async revoke() {
    await this.#forget(() => true);
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
