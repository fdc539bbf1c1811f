/** Who there is, and what each API key and token lets one read. */
import { randomBytes } from 'node:crypto';

export const PUBLIC_TABLES = ['retail_stores', 'ne_50m_admin_1_states'];

const NAMED_SCOPE =
  /^(user:profile|datasets:metadata|apis:do|dataservices:(geocoding|isolines|routing)|schemas:c(:.+)?)$/;
const DATASET_SCOPE = /^datasets:(r|rw):(\*|(?:[a-z0-9-]+\.)?[a-z0-9_]+)$/;

/** A request that is turned down, with CARTO's status and words. */
export class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/**
 * `user`: the account that has private datasets and logs in; `datasets`: their names; `apiKey`: its regular key;
 * `clientIds`: the OAuth apps; `expiresIn`: the life of a token in seconds.
 */
export class Accounts {
  /** Every token that was ever issued, to look for where none may be. */
  issued = [];
  #tokens = new Map();

  constructor({ user = 'some-user', datasets = [], apiKey, clientIds = [], expiresIn = 3599.9 }) {
    Object.assign(this, { user, datasets, apiKey, clientIds, expiresIn });
    this.profile = {
      avatar_url: 'https://avatars.carto.com/some-user.png',
      first_name: 'Some',
      last_name: 'User',
    };
  }

  /** A new token of the account that logs in. */
  issue(scopes) {
    const token = randomBytes(16).toString('base64url');
    this.#tokens.set(token, { scopes, ends: Date.now() + this.expiresIn * 1000 });
    this.issued.push(token);
    return token;
  }

  /** Makes every token invalid, as when a person takes the consent back. */
  revoke() {
    this.#tokens.clear();
  }

  unsupported(scopes) {
    return scopes.filter((scope) => {
      const dataset = DATASET_SCOPE.exec(scope)?.[2];
      return dataset ? dataset !== '*' && !this.datasets.includes(dataset) : !NAMED_SCOPE.test(scope);
    });
  }

  /** Who reads with this key from an account's server: `{ user, scopes }`, no scopes for an API key. */
  reader(user, key) {
    const token = this.#tokens.get(key);
    const isOwn = user === this.user;
    if (key === 'default_public') return { user, isPublic: true };
    if (isOwn && this.apiKey && key === this.apiKey) return { user, isOwner: true };
    if (isOwn && token && token.ends > Date.now()) return { user, scopes: token.scopes };
    throw new Refusal(401, 'Unauthorized');
  }

  /** Turns down whoever may not read the table, as PostgreSQL would. */
  mayRead({ user, isOwner, scopes }, table) {
    const isPublic = user === 'public' && PUBLIC_TABLES.includes(table);
    const isPrivate = user === this.user && this.datasets.includes(table);
    if (!isPublic && !isPrivate) throw new Refusal(400, `relation "${table}" does not exist`);
    const granted = ['r', 'rw'].flatMap((mode) => [`datasets:${mode}:${table}`, `datasets:${mode}:*`]);
    if (isPublic || isOwner || scopes?.some((scope) => granted.includes(scope))) return;
    throw new Refusal(403, `permission denied for relation ${table}`);
  }

  mayCalculateIsolines({ isOwner, scopes }) {
    if (isOwner || scopes?.includes('dataservices:isolines')) return;
    throw new Refusal(403, 'permission denied for function cdb_isochrone');
  }
}
