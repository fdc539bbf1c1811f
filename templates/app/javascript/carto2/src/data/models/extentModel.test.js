import { beforeEach, describe, expect, test, vi } from 'vitest';
import { executeSql } from 'data/executeSql';
import { initialState } from 'store/initialStateSlice';
import { getExtent } from './extentModel';

vi.mock('data/executeSql', () => ({ executeSql: vi.fn() }));

const { credentials } = initialState;
const extentOf = (type = 'query') => getExtent({ type, data: 'SELECT * FROM roads', credentials });
const queries = () => vi.mocked(executeSql).mock.calls.map(([{ query }]) => query);

/** CARTO's answers, each from west, south, east and north. */
function answer(...answers) {
  for (const [west, south, east, north] of answers) {
    vi.mocked(executeSql).mockResolvedValueOnce({ rows: [{ west, south, east, north }] });
  }
}

describe('the extent of a source', () => {
  beforeEach(() => {
    vi.mocked(executeSql).mockReset();
  });

  test('is that of all its rows', async () => {
    answer([12, 55, 13, 56]);
    expect(await extentOf()).toEqual([12, 55, 13, 56]);
    expect(queries()).toHaveLength(1);
    expect(queries()[0]).toContain('FROM (SELECT * FROM roads) AS source');
  });

  test('ends where the map ends', async () => {
    answer([12, -90, 13, 90]);
    expect(await extentOf()).toEqual([12, -85, 13, 85]);
  });

  test('may cross the date line', async () => {
    answer([-179, 20, 179, 70], [172, 20, 293, 70]);
    expect(await extentOf()).toEqual([172, 20, 293, 70]);
    expect(queries()[1]).toContain('ST_ShiftLongitude');
  });

  test('may be the world', async () => {
    answer([-179, 20, 179, 70], [0, 20, 360, 70]);
    expect(await extentOf()).toEqual([-179, 20, 179, 70]);
  });

  test('is unknown without rows, and for tilesets', async () => {
    answer([null, null, null, null]);
    expect(await extentOf()).toBeNull();
    expect(await extentOf('tileset')).toBeNull();
    expect(queries()).toHaveLength(1);
  });
});
