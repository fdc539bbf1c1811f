import { expect, test, vi } from 'vitest';
import { fill } from './fill.js';

const records = Array.from({ length: 1200 }, (_, index) => ({ values: { cartodb_id: index + 1 } }));
const table = {
  schema: 'public',
  name: 'roads',
  columns: [],
  records,
  place: ({ values }) => `roads.csv:${values.cartodb_id + 1}`,
};

test('inserts many records at a time', async () => {
  const pg = { exec: vi.fn(), query: vi.fn() };
  await fill(pg, [table]);

  const inserted = pg.query.mock.calls.flatMap(([, [json]]) => JSON.parse(json));
  expect(inserted).toEqual(records.map(({ values }) => values));
  expect(pg.query.mock.calls.length).toBeLessThan(5);
});

test('reports the line that PostgreSQL rejects', async () => {
  const query = async (_, [json]) => {
    if (JSON.parse(json).some((values) => values.cartodb_id === 700))
      throw new Error('No geometry');
  };
  await expect(fill({ exec: vi.fn(), query }, [table])).rejects.toThrow(
    'roads.csv:701: No geometry',
  );
});
