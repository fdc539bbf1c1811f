import { expect, test } from 'vitest';
import { timeSeries } from './timeSeries';

const COUNT = { column: 'opened', operation: 'count' };
const rows = (...dates) => dates.map((opened) => ({ opened, size: 10 }));
const unitOf = (...dates) => timeSeries(rows(...dates), COUNT).unit;

test('the unit fits the time that the rows span', () => {
  expect(unitOf('2026-01-31')).toBe('day');
  expect(unitOf('2026-01-01', '2026-03-03')).toBe('day');
  expect(unitOf('2026-01-01', '2026-03-04')).toBe('week');
  expect(unitOf('2025-01-01', '2026-01-02')).toBe('month');
  expect(unitOf('2010-01-01', '2026-01-02')).toBe('year');
});

test('counts every period, those without rows, too', () => {
  const series = timeSeries(
    rows('2026-01-31 23:59:59+00', '2024-11-02', '2026-01-01T00:00:00Z', null, 'soon', ''),
    COUNT,
  );
  expect(series).toMatchObject({ unit: 'month', end: '2026-02-01' });
  expect(series.periods).toHaveLength(15);
  expect(series.periods.slice(0, 3)).toEqual([
    { start: '2024-11-01', value: 1 },
    { start: '2024-12-01', value: 0 },
    { start: '2025-01-01', value: 0 },
  ]);
  expect(series.periods.at(-1)).toEqual({ start: '2026-01-01', value: 2 });
});

test('weeks start on Monday', () => {
  const { periods } = timeSeries(rows('2026-01-04', '2026-01-05', '2026-04-01'), COUNT);
  expect(periods.slice(0, 3)).toEqual([
    { start: '2025-12-29', value: 1 },
    { start: '2026-01-05', value: 1 },
    { start: '2026-01-12', value: 0 },
  ]);
});

test('an average of nothing is no number', () => {
  const { periods } = timeSeries(rows('2026-01-01', '2026-01-03'), {
    column: 'opened',
    operation: 'avg',
    operationColumn: 'size',
  });
  expect(periods.map(({ value }) => value)).toEqual([10, null, 10]);
});

test('dates that stand for none do not count', () => {
  const none = ['0000-00-00', '2026-13-01', '2026-02-30', '9999-12-31'];
  const { unit, periods } = timeSeries(rows('2026-02-01', ...none), COUNT);
  expect({ unit, periods }).toEqual({ unit: 'day', periods: [{ start: '2026-02-01', value: 1 }] });
  expect(timeSeries(rows(...none), COUNT)).toBeNull();
});

test('there is none if no row has a date', () => {
  expect(timeSeries(rows(null, 'soon'), COUNT)).toBeNull();
  expect(timeSeries([], COUNT)).toBeNull();
});
