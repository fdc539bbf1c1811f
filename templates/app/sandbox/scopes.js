/** The scopes that an application can ask for: which there are, what they mean, what they open. */

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
 * Whether an account can grant a scope; `tables` are those that it owns, as in `ownName`. There is no
 * `offline`: CARTO grants it only to applications that keep a client secret.
 */
export function isSupported(scope, tables) {
  const [, , table] = DATASET.exec(scope) ?? [];
  if (table) return table === '*' || tables.includes(ownName(table));
  const [isSchema, schema = 'public'] = SCHEMA.exec(scope) ?? [];
  if (isSchema) return schema === 'public' || tables.some((each) => each.startsWith(`${schema}.`));
  return Object.hasOwn(NAMED, scope);
}

/** What a scope means to the person who is asked. */
export function meaningOf(scope) {
  const [, access, table] = DATASET.exec(scope) ?? [];
  if (table) {
    const verb = access === 'rw' ? 'Read and write' : 'Read';
    return table === '*' ? `${verb} every dataset of yours` : `${verb} your dataset ${table}`;
  }
  const [isSchema, schema] = SCHEMA.exec(scope) ?? [];
  if (isSchema) return schema ? `Create datasets in ${schema}` : 'Create datasets';
  return NAMED[scope];
}

/** What scopes open in the database, of the tables that an account owns. */
export function grantsOf(scopes, tables) {
  const opened = (...accesses) =>
    tables.filter((table) =>
      scopes.some((scope) => {
        const [, access, name] = DATASET.exec(scope) ?? [];
        return accesses.includes(access) && (name === '*' || ownName(name) === table);
      }),
    );
  return {
    read: opened('r', 'rw'),
    write: opened('rw'),
    isolines: scopes.includes('dataservices:isolines'),
  };
}

/** `roads` for `public.roads`: the schema in which a table is looked for goes without saying. */
export function ownName(table) {
  return table.replace(/^public\./, '');
}
