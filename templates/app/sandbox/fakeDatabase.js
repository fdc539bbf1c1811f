/** For tests: a database without PostgreSQL, which remembers its roles and answers with who asked what. */
export function fakeDatabase() {
  const roles = new Map();
  const table = (name, schema = 'public') => ({ schema, name, file: `${name}.csv`, rows: 3 });
  return {
    tables: [table('stores'), table('roads'), table('parks', 'acme')],
    roles,
    createRole: async (role, grants) => roles.set(role, grants),
    dropRole: async (role) => roles.delete(role),
    query: async (role, sql) => ({ rows: [{ role, sql }], fields: [], affected: 1 }),
  };
}
