import type { Point } from 'geojson';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { executeSql } from 'data/executeSql';
import { countStoresIn, getStore, parseStoreId } from './storeModel';

vi.mock('data/executeSql', () => ({ executeSql: vi.fn() }));

describe('the store model', () => {
  beforeEach(() => {
    vi.mocked(executeSql).mockReset();
  });

  test('requests one store from CARTO, with the public account', async () => {
    vi.mocked(executeSql).mockResolvedValue({ rows: [{ cartodb_id: 12 }] });
    expect(await getStore({ id: 12 })).toEqual({ cartodb_id: 12 });
    const { credentials, query } = vi.mocked(executeSql).mock.lastCall![0];
    expect(credentials).toEqual({
      apiVersion: 'v2',
      username: 'public',
      apiKey: 'default_public',
      serverUrlTemplate: 'https://{user}.carto.com',
      mapsUrl: 'https://maps-api-v2.us.carto.com/user/{user}',
    });
    expect(query).toMatch(/WHERE cartodb_id = 12\s*$/);
  });

  test('counts the stores in an area, whose text can not leave its quotes', async () => {
    vi.mocked(executeSql).mockResolvedValue({ rows: [{ count: 3 }] });
    const area = { type: "Point'); --", coordinates: [1, 2] } as object as Point;
    expect(await countStoresIn({ area })).toBe(3);
    const { query } = vi.mocked(executeSql).mock.lastCall![0];
    expect(query).toContain(`ST_GeomFromGeoJSON('{"type":"Point''); --","coordinates":[1,2]}')`);
  });

  test('returns null if there is no such store', async () => {
    vi.mocked(executeSql).mockResolvedValue({ rows: [] });
    expect(await getStore({ id: 12 })).toBeNull();
  });

  // Callers could pass anything.
  test.each([
    undefined,
    null,
    '12',
    '1 OR 1=1',
    0,
    -1,
    1.5,
    NaN,
    Infinity,
    2 ** 60,
    [1],
  ] as number[])('rejects %s without a request', async (id) => {
    await expect(getStore({ id })).rejects.toThrow(RangeError);
    expect(executeSql).not.toHaveBeenCalled();
  });
});

describe('the ID in a route', () => {
  test.each([
    ['1', 1],
    ['12', 12],
    ['1000000000', 1000000000],
  ])('%s is an ID', (text, id) => expect(parseStoreId(text)).toBe(id));

  test.each(['', '0', '012', '-1', '1.5', '1e3', '12;', '1 OR 1=1', '٣', '99999999999', undefined])(
    '%s is not an ID',
    (text) => expect(parseStoreId(text)).toBeNull(),
  );
});
