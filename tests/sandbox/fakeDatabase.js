/** A database for tests, without PostgreSQL. It records roles, and returns each query with its role. */
export function fakeDatabase() {
  const roles = new Map();
  const table = (name, schema = 'public') => ({ schema, name, file: `${name}.csv`, rows: 3 });
  return {
    tables: [table('stores'), table('roads'), table('parks', 'acme')],
    roles,
    createRole: async (role, grants) => roles.set(role, grants),
    reload: async () => {},
    dropRole: async (role) => roles.delete(role),
    query: async (role, sql) => ({ rows: [{ role, sql }], fields: [], affected: 1 }),
  };
}
