/** The scopes that an application can request: their names, meanings and permissions. */
import { ownName } from './database/identifiers.js';

const NAMED = {
  'user:profile': 'Your name and avatar',
  'datasets:metadata': 'The list of your datasets',
  'dataservices:geocoding': 'Geocoding, which consumes your credits',
  'dataservices:isolines': 'Isochrones, which consume your credits',
  'dataservices:routing': 'Routes, which consume your credits',
  'apis:do': 'The Data Observatory',
};
const DATASET = /^datasets:(r|rw):(\*|(?:[a-z0-9-]+\.)?[a-z0-9_]+)$/;
const SCHEMA = /^schemas:c(?::(.+))?$/;

/**
 * Whether an account can grant a scope. `tables` are the tables that it owns, named as by `ownName`.
 * `offline` is not supported: CARTO grants it only to applications with a client secret.
 */
export function isSupported(scope, tables) {
  const [, , table] = DATASET.exec(scope) ?? [];
  if (table) return table === '*' || tables.includes(ownName(table));
  const [isSchema, schema = 'public'] = SCHEMA.exec(scope) ?? [];
  if (isSchema) return schema === 'public' || tables.some((each) => each.startsWith(`${schema}.`));
  return Object.hasOwn(NAMED, scope);
}

/** The meaning of a scope, as shown to the user. */
export function meaningOf(scope) {
  const [, access, table] = DATASET.exec(scope) ?? [];
  if (table) {
    const verb = access === 'rw' ? 'Read and write' : 'Read';
    return table === '*' ? `${verb} all your datasets` : `${verb} your dataset ${table}`;
  }
  const [isSchema, schema] = SCHEMA.exec(scope) ?? [];
  if (isSchema) return schema ? `Create datasets in ${schema}` : 'Create datasets';
  return NAMED[scope];
}

/** The database permissions that scopes grant for an account's tables. */
export function grantsOf(scopes, tables) {
  const granted = (...accesses) =>
    tables.filter((table) =>
      scopes.some((scope) => {
        const [, access, name] = DATASET.exec(scope) ?? [];
        return accesses.includes(access) && (name === '*' || ownName(name) === table);
      }),
    );
  return {
    read: granted('r', 'rw'),
    write: granted('rw'),
    services: ['geocoding', 'isolines'].filter((name) => scopes.includes(`dataservices:${name}`)),
  };
}
