import { expect, test, vi } from 'vitest';
import { executeSql } from 'data/executeSql';
import { countRows } from './countModel';

vi.mock('data/executeSql', () => ({ executeSql: vi.fn() }));

test('counts the rows of a query with the given credentials', async () => {
  vi.mocked(executeSql).mockResolvedValue({ rows: [{ count: '1234' }] });
  const credentials = {
    username: 'alice',
    apiKey: 'token',
    serverUrlTemplate: 'https://{user}.carto.com',
  };
  expect(await countRows({ credentials, data: 'SELECT * FROM roads' })).toBe(1234);
  expect(executeSql).toHaveBeenCalledWith({
    credentials,
    query: 'SELECT COUNT(*) AS count FROM (SELECT * FROM roads) AS source',
  });
});
