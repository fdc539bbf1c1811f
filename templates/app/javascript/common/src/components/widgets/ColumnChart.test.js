import { expect, test } from 'vitest';
import { fitting } from './ColumnChart';

test('labels that would overlap are left out', () => {
  const axis = (count, text) => Array.from({ length: count }, (_, at) => ({ at, text }));
  expect(fitting(axis(8, '100'))).toHaveLength(8);
  expect(fitting(axis(8, '$31.2M')).map(({ at }) => at)).toEqual([0, 2, 4, 6]);
  expect(fitting(axis(11, '1,000,000')).map(({ at }) => at)).toEqual([0, 3, 6, 9]);
  expect(fitting([])).toEqual([]);
});
