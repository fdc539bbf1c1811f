/** A name quoted for SQL, whatever characters it contains. */
export const identifier = (name) => `"${name.replaceAll('"', '""')}"`;

/** A table's name quoted for SQL. */
export const nameOf = ({ schema, name }) => `${identifier(schema)}.${identifier(name)}`;

/** The schema and name in `TABLE` or `SCHEMA.TABLE`. */
export function tableOf(text) {
  const [name, schema = 'public'] = text.split('.').reverse();
  return { schema, name };
}

/** `roads` for `public.roads`, as `public` is the default schema. */
export const ownName = (table) => table.replace(/^public\./, '');

/** A query as a subquery. It may end with a semicolon or a comment. */
export const subquery = (sql) => `(${sql.replace(/[;\s]+$/, '')}\n) AS query`;
