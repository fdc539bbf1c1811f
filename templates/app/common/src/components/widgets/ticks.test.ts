import { expect, test } from 'vitest';
import { rangesBetween, rangesOf, rangeText } from './ticks';

const format = String;

function limitsOf(min: number, max: number, { mean = (min + max) / 2, isInteger = false } = {}) {
  const ranges = rangesOf({ min, max, mean, isInteger });
  return [...ranges.map(([from]) => from), ranges.at(-1)![1]];
}

test('the limits are round, and all numbers are between them', () => {
  expect(limitsOf(9.1, 91.5)).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
  expect(limitsOf(-3, 2)).toEqual([-3, -2, -1, 0, 1, 2, 3]);
  expect(limitsOf(0, 0.3)).toEqual([0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35]);
  // The end of a range is not in it.
  expect(limitsOf(0, 100).at(-1)).toBe(120);
});

test('whole numbers have whole limits', () => {
  expect(limitsOf(1, 3, { isInteger: true })).toEqual([1, 2, 3, 4]);
  expect(limitsOf(1, 2, { isInteger: true })).toEqual([1, 2, 3]);
});

test('where most numbers are small, the ranges grow', () => {
  const revenue = { mean: 3e6, isInteger: true };
  expect(limitsOf(375_357, 31_157_288, revenue)).toEqual([2e5, 5e5, 1e6, 2e6, 5e6, 1e7, 2e7, 5e7]);
  expect(limitsOf(0, 1e9, { mean: 5, isInteger: true })).toEqual([
    0, 2e6, 5e6, 1e7, 2e7, 5e7, 1e8, 2e8, 5e8, 1e9, 2e9,
  ]);
});

test('a single number is a range of its own', () => {
  expect(rangesOf({ min: 7, max: 7, mean: 7, isInteger: true })).toEqual([[7, null]]);
});

test.each([
  [0, 1e-9],
  [-1e15, 1e15],
  [0.1, 0.1000001],
  [1, 10],
  [99, 1001],
  [1e-12, 1e6],
])('from %d to %d, there are at most ten ranges', (min, max) => {
  for (const mean of [min, (min + max) / 2]) {
    const ranges = rangesOf({ min, max, mean, isInteger: false });
    expect(ranges.length).toBeLessThanOrEqual(10);
    expect(ranges[0]![0]).toBeLessThanOrEqual(min);
    expect(ranges.at(-1)![1]).toBeGreaterThan(max);
  }
});

test('the words for a range say what is in it', () => {
  expect(rangesBetween([10, 20]).map((range) => rangeText(range, format))).toEqual([
    'Below 10',
    '10 to 20',
    '20 and more',
  ]);
  expect(rangeText([3, 4], format, { isInteger: true })).toBe('3');
  expect(rangeText([3, 4], format)).toBe('3 to 4');
  expect(rangeText([7, null], format, { isOnly: true })).toBe('7');
});
