import { describe, expect, test } from 'vitest';
import type { AnyRow } from 'data/source';
import { categories, formula, histogram, topRows } from './calculations';

const ROWS: AnyRow[] = [
  { type: 'toString' }, // tiles leave NULLs out
  { type: 'constructor', revenue: 10 },
  { type: '__proto__', revenue: '30' }, // large numbers are text
  { type: 'toString', revenue: 20 },
  { revenue: 40 },
  { type: null, revenue: null },
];
const NONE: AnyRow[] = [{ type: 'A' }, { type: 'B', revenue: null }];

describe('a formula', () => {
  test.each([
    ['count', 6],
    ['sum', 100],
    ['avg', 25],
    ['min', 10],
    ['max', 40],
  ] as const)('%s leaves out rows without a value, wherever they are', (operation, value) => {
    expect(formula(ROWS, { operation, column: 'revenue' })).toEqual({ value });
    expect(formula([...ROWS].reverse(), { operation, column: 'revenue' })).toEqual({ value });
  });

  test('has no value if no row has one', () => {
    expect(formula(NONE, { operation: 'sum', column: 'revenue' })).toEqual({ value: null });
    expect(formula([], { operation: 'avg', column: 'revenue' })).toEqual({ value: null });
    expect(formula([], { operation: 'count' })).toEqual({ value: 0 });
  });
});

describe('a histogram', () => {
  test('counts the values in each range', () => {
    expect(histogram(ROWS, { column: 'revenue', ticks: [10, 25, 50] })).toEqual([0, 2, 2, 0]);
  });

  test('is empty if no row has a value', () => {
    expect(histogram(NONE, { column: 'revenue', ticks: [10] })).toEqual([]);
    expect(histogram([], { column: 'revenue', ticks: [10] })).toEqual([]);
  });
});

describe('categories', () => {
  test('may have the name of anything, or none', () => {
    const params = { column: 'type', operation: 'count', operationColumn: 'type' } as const;
    expect(categories(ROWS, params)).toEqual([
      { name: 'toString', value: 2 },
      { name: 'constructor', value: 1 },
      { name: '__proto__', value: 1 },
      { name: null, value: 2 },
    ]);
    expect(categories([], params)).toEqual([]);
  });

  test('without any value are left out', () => {
    const params = { column: 'type', operation: 'sum', operationColumn: 'revenue' } as const;
    expect(categories([{ type: 'A', revenue: 1 }, ...NONE], params)).toEqual([
      { name: 'A', value: 1 },
    ]);
  });
});

test('the top rows have the highest values, and those without a value come last', () => {
  const top = (limit: number) => topRows(ROWS, { column: 'revenue', limit });
  expect(top(3).map(({ revenue }) => revenue)).toEqual([40, '30', 20]);
  expect(top(9).slice(4)).toEqual([ROWS[0], ROWS[5]]);
});
