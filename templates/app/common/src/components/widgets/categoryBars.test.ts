import { expect, test } from 'vitest';
import { barsOf } from './categoryBars';

const categories = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ name: `C${index}`, value: count - index }));

test.each([
  [0, 0, 0],
  [3, 3, 0],
  [8, 8, 0],
  [9, 9, 0],
  [10, 8, 2],
  [500, 8, 492],
])('of %i categories, %i are shown, and %i are others', (all, shown, rest) => {
  const { bars, others } = barsOf(categories(all), []);
  expect([bars.length, others.length]).toEqual([shown, rest]);
});

test('chosen categories stay visible, even if they are not in view', () => {
  const { bars, others } = barsOf(categories(500), ['C300', 'elsewhere']);
  expect(bars.slice(8)).toEqual([
    { name: 'C300', value: 200 },
    { name: 'elsewhere', value: null },
  ]);
  expect(others).toHaveLength(491);
});
