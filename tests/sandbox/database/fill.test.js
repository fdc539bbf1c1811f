import { expect, test, vi } from 'vitest';
import { fill } from './fill.js';

const records = Array.from({ length: 1200 }, (_, index) => ({ values: [index + 1, 'x', null] }));
const table = {
  schema: 'public',
  name: 'roads',
  file: 'roads.csv',
  columns: [{ name: 'kind', type: 'text' }],
  records,
  place: ({ values: [id] }) => `roads.csv:${id + 1}`,
};

test('inserts many records at a time', async () => {
  const pg = { exec: vi.fn(), query: vi.fn() };
  expect(await fill(pg, [table])).toEqual([]);

  const inserted = pg.query.mock.calls.flatMap(([, [json]]) => JSON.parse(json));
  expect(inserted).toHaveLength(1200);
  expect(inserted[1199]).toEqual({ cartodb_id: 1200, kind: 'x', the_geom: null });
  expect(pg.query.mock.calls.length).toBeLessThan(5);
});

test('inserts whole numbers exactly', async () => {
  const pg = { exec: vi.fn(), query: vi.fn() };
  const columns = [{ name: 'osm', type: 'bigint' }];
  await fill(pg, [{ ...table, columns, records: [{ values: [1, 9007199254740993n, null] }] }]);
  expect(pg.query.mock.lastCall[1][0]).toContain('"osm":9007199254740993');
});

test('reports every record that PostgreSQL rejects', async () => {
  const query = async (_, [json]) => {
    if (JSON.parse(json).some(({ cartodb_id: id }) => id === 700 || id === 1200))
      throw new Error('No geometry');
  };
  const problems = await fill({ exec: vi.fn(), query }, [table]);
  expect(problems).toEqual(['roads.csv:701: No geometry', 'roads.csv:1201: No geometry']);
});

test('creates a table from a query after those that it reads, and reports its mistakes', async () => {
  const sum = { schema: 'public', name: 'sum', file: 'sum.sql', query: 'SELECT count(*) FROM roads;' };
  const pg = { exec: vi.fn(), query: vi.fn() };
  expect(await fill(pg, [sum, table])).toEqual([]);
  const [last] = pg.exec.mock.lastCall;
  expect(last).toContain('CREATE TABLE "public"."sum" AS SELECT * FROM (SELECT count(*) FROM roads');

  pg.exec.mockRejectedValue(new Error('relation "roads" does not exist'));
  expect(await fill(pg, [sum])).toEqual(['sum.sql: relation "roads" does not exist']);
});
