import { describe, expect, test } from 'vitest';
import { isSamePosition, readQuery, writeQuery } from './viewQuery';

const NOTHING = { position: null, basemap: null, filters: {}, area: null };
const read = (search) => readQuery(search, ['positron', 'voyager']);

describe('the query of a view', () => {
  test('says where the map is, its basemap, and what is selected', () => {
    const query = {
      position: { latitude: 55.67612, longitude: 12.56834, zoom: 11.25 },
      basemap: 'voyager',
      filters: { byType: ['Café & Bar', 7, true], byRevenue: [[null, 10], [20.5, null]] }, // prettier-ignore
      area: [
        [-10, 50],
        [10, 50],
        [10, 60.5],
      ],
    };
    expect(read(writeQuery('', query))).toEqual(query);
  });

  test('is empty for a view in which nothing was changed', () => {
    expect(writeQuery('', NOTHING)).toBe('');
    expect(read('')).toEqual(NOTHING);
  });

  test('keeps the parameters of others', () => {
    expect(writeQuery('?from=mail&zoom=3', NOTHING)).toBe('?from=mail');
  });

  test('is rounded to what can be seen', () => {
    const position = { latitude: 1.23456789, longitude: -1e-9, zoom: 3.14159 };
    expect(writeQuery('', { ...NOTHING, position })).toBe('?lat=1.23457&lng=0&zoom=3.14');
    expect(isSamePosition(position, { latitude: 1.234569, longitude: 0, zoom: 3.1416 })).toBe(true);
    expect(isSamePosition(position, { ...position, zoom: 3.2 })).toBe(false);
  });

  test.each([
    '?lat=91&lng=0&zoom=3',
    '?lat=0&lng=181&zoom=3',
    '?lat=0&lng=0&zoom=-1',
    '?lat=0&lng=0',
    '?lat=&lng=&zoom=',
    '?lat=0x1&lng=1e1&zoom=NaN',
    '?basemap=../../evil',
    '?basemap=VOYAGER',
    '?filters=',
    '?filters=[["a"]]',
    '?filters=null',
    '?filters="a"',
    '?filters={',
    '?filters={"byType":"a"}',
    '?filters={"byType":[]}',
    '?filters={"byType":[null]}',
    '?filters={"byType":[{"a":1}]}',
    '?filters={"byType":[[1,2,3]]}',
    '?filters={"byType":[["a",2]]}',
    `?filters={"byType":["${'a'.repeat(5000)}"]}`,
    '?area=1 2 3 4',
    '?area=1 2 3 4 5',
    '?area=1 2 3 4 5 x',
    '?area=1 2 3 4 5 99',
    `?area=${'1 2 '.repeat(101).trim()}`,
  ])('ignores what is malformed: %.40s', (search) => {
    expect(read(search)).toEqual(NOTHING);
  });

  test('takes no name for more than a name', () => {
    const { filters } = read('?filters={"__proto__":["a"],"b":[1]}');
    expect(Object.getPrototypeOf(filters)).toBe(Object.prototype);
    expect(filters.b).toEqual([1]);
  });
});
