import { describe, expect, test } from 'vitest';
import type { AnyRow } from 'data/source';
import {
  categories,
  columnStats,
  distinct,
  formula,
  histogram,
  scatter,
  sorted,
  tablePage,
} from './calculations';

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
    expect(histogram(ROWS, { column: 'revenue', ticks: [10, 25, 50] })).toEqual({
      counts: [0, 2, 2, 0],
      min: 10,
      max: 40,
    });
  });

  test('is empty if no row has a value', () => {
    expect(histogram(NONE, { column: 'revenue', ticks: [10] })).toBeNull();
    expect(histogram([], { column: 'revenue', ticks: [10] })).toBeNull();
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

describe('the range of a column', () => {
  test('leaves out rows without a value', () => {
    const stats = { min: 10, max: 40, mean: 25, isInteger: true };
    expect(columnStats(ROWS, { column: 'revenue' })).toEqual(stats);
    expect(columnStats([...ROWS, { revenue: 0.5 }], { column: 'revenue' })!.isInteger).toBe(false);
  });

  test('is unknown if no row has a value', () => {
    expect(columnStats(NONE, { column: 'revenue' })).toBeNull();
  });
});

test('each value of a column is listed once', () => {
  expect(distinct(ROWS.slice(0, 4), { column: 'type' })).toEqual([
    'toString',
    'constructor',
    '__proto__',
  ]);
  expect(distinct([], { column: 'type' })).toEqual([]);
});

describe('a scatter plot', () => {
  const rows = Array.from({ length: 1001 }, (_, index) => ({ a: index, b: String(index) }));

  test('has the rows with both numbers', () => {
    const odd: AnyRow[] = [{ a: 1 }, { b: 2 }, { a: null, b: 2 }, { a: 1, b: '2' }];
    expect(scatter(odd, { x: 'a', y: 'b', limit: 9 })).toEqual({ points: [[1, 2]], count: 1 });
  });

  test('has evenly chosen ones of many', () => {
    const { points, count } = scatter(rows, { x: 'a', y: 'b', limit: 500 });
    expect(count).toBe(1001);
    expect(points.length).toBeLessThanOrEqual(500);
    expect(points.slice(0, 2)).toEqual([
      [0, 0],
      [3, 3],
    ]);
  });
});

describe('a table', () => {
  const revenues = (isDescending: boolean) =>
    sorted(ROWS, { sortBy: 'revenue', isDescending }).map(({ revenue }) => revenue ?? null);

  test('is sorted by numbers, even if some are text, and rows without a value come last', () => {
    expect(revenues(false)).toEqual([10, 20, '30', 40, null, null]);
    expect(revenues(true)).toEqual([40, '30', 20, 10, null, null]);
  });

  test('is sorted by texts as people do', () => {
    const rows = ['b', 'Z', 'ä', 'A', 7].map((name) => ({ name }));
    const names = sorted(rows, { sortBy: 'name', isDescending: false }).map(({ name }) => name);
    expect(names).toEqual([7, 'A', 'ä', 'b', 'Z']);
  });

  test('has pages', () => {
    const page = tablePage(ROWS, { sortBy: 'revenue', isDescending: true, offset: 3, limit: 2 });
    expect(page).toEqual({ rows: [ROWS[1], ROWS[0]], count: 6 });
  });
});
