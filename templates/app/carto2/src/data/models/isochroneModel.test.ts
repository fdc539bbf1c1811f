import { beforeEach, describe, expect, test, vi } from 'vitest';
import { executeSql } from 'data/executeSql';
import { getIsochrone } from './isochroneModel';

vi.mock('data/executeSql', () => ({ executeSql: vi.fn() }));

const valid = {
  credentials: {
    username: 'alice',
    apiKey: 'token',
    serverUrlTemplate: 'https://{user}.carto.com',
  },
  longitude: -71.06,
  latitude: 42.36,
  mode: 'walk',
  minutes: 10,
};

describe('the isochrone model', () => {
  beforeEach(() => {
    vi.mocked(executeSql).mockReset();
  });

  test('requests GeoJSON with the given credentials', async () => {
    await getIsochrone(valid);
    expect(executeSql).toHaveBeenCalledWith({
      credentials: valid.credentials,
      format: 'geojson',
      query: expect.stringContaining(
        "cdb_isochrone(ST_SetSRID(ST_MakePoint(-71.06, 42.36), 4326), 'walk', ARRAY[600])",
      ),
    });
  });

  test.each([
    { longitude: '-71' },
    { longitude: 181 },
    { longitude: NaN },
    { latitude: -90.5 },
    { latitude: undefined },
    { mode: "walk'; DROP TABLE stores; --" },
    { mode: 'toString' },
    { mode: undefined },
    { minutes: 7 },
    { minutes: '10' },
    { minutes: Infinity },
  ])('rejects %o without a request', async (wrong: object) => {
    await expect(getIsochrone({ ...valid, ...wrong })).rejects.toThrow(RangeError);
    expect(executeSql).not.toHaveBeenCalled();
  });
});
