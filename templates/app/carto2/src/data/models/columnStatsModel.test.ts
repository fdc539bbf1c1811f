import { expect, test, vi } from 'vitest';
import { executeSql } from 'data/executeSql';
import { readColumnStats } from './columnStatsModel';

vi.mock('data/executeSql', () => ({ executeSql: vi.fn() }));

const REQUEST = {
  credentials: {
    username: 'alice',
    apiKey: 'token',
    serverUrlTemplate: 'https://{user}.carto.com',
  },
  data: 'SELECT * FROM roads',
  column: 'le"ngth',
};

test('reads the range of a column, even where numbers come as text', async () => {
  const row = { min: '1', max: 9.5, mean: '4.25', whole: false };
  vi.mocked(executeSql).mockResolvedValue({ rows: [row] });
  const stats = { min: 1, max: 9.5, mean: 4.25, isInteger: false };
  expect(await readColumnStats(REQUEST)).toEqual(stats);
  const [{ query }] = vi.mocked(executeSql).mock.lastCall!;
  expect(query).toContain('MIN("le""ngth") AS min');
  expect(query).toContain('FROM (SELECT * FROM roads) AS source');
});

test('a column without values has none', async () => {
  const row = { min: null, max: null, mean: null, whole: null };
  vi.mocked(executeSql).mockResolvedValue({ rows: [row] });
  expect(await readColumnStats(REQUEST)).toBeNull();
});
