import { beforeEach, describe, expect, test, vi } from 'vitest';
import { executeSql } from 'data/executeSql';
import { findPlace } from './placeModel';

vi.mock('data/executeSql', () => ({ executeSql: vi.fn() }));

const credentials = {
  username: 'alice',
  apiKey: 'token',
  serverUrlTemplate: 'https://{user}.carto.com',
};
const HERE = { longitude: -71.06, latitude: 42.36 };

function answer(...answers) {
  for (const rows of answers) vi.mocked(executeSql).mockResolvedValueOnce({ rows });
}
const queries = () => vi.mocked(executeSql).mock.calls.map(([{ query }]) => query);

describe('the place model', () => {
  beforeEach(() => {
    vi.mocked(executeSql).mockReset();
  });

  test('finds a town with the given credentials, and needs no address then', async () => {
    answer([HERE]);
    expect(await findPlace({ credentials, name: ' Boston ' })).toEqual({ ...HERE, zoom: 11 });
    expect(executeSql).toHaveBeenCalledExactlyOnceWith({
      credentials,
      query: expect.stringContaining("cdb_geocode_namedplace_point('Boston')"),
    });
  });

  test('finds an address if there is no such town', async () => {
    answer([], [HERE]);
    const name = '1 City Hall Square, Boston';
    expect(await findPlace({ credentials, name })).toEqual({ ...HERE, zoom: 16 });
    expect(queries()[1]).toContain(`cdb_geocode_street_point('${name}')`);
  });

  test('finds nothing', async () => {
    answer([], []);
    expect(await findPlace({ credentials, name: 'Atlantis' })).toBeNull();
  });

  test('a name stays one text in SQL', async () => {
    answer([], []);
    await findPlace({ credentials, name: "Coeur d'Alene'); DROP TABLE stores; --" });
    for (const query of queries()) {
      expect(query).toContain("('Coeur d''Alene''); DROP TABLE stores; --')");
    }
  });

  test.each(['', '  ', 'a'.repeat(201)])('rejects %o without a request', async (name) => {
    await expect(findPlace({ credentials, name })).rejects.toThrow(RangeError);
    expect(executeSql).not.toHaveBeenCalled();
  });
});
