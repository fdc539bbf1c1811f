import type { CountOperation, NumberOperation } from 'components/widgets/operations';
import type { AnyRow } from 'data/source';
import { groupBy, Total } from './calculations';

export type TimeUnit = 'day' | 'week' | 'month' | 'year';

/** Each period starts at a date such as '2026-01-31', and ends where the next one starts. */
export interface TimeSeries {
  unit: TimeUnit;
  periods: { start: string; value: number | null }[];
  end: string;
}

const DAY = 86_400_000;
const DATE = /^\d{4}-\d\d-\d\d/;

/** The most days for a unit, so that there are neither too few nor too many periods. */
const LONGEST: [unit: TimeUnit, days: number][] = [
  ['day', 62],
  ['week', 366],
  ['month', 3660],
  ['year', Infinity],
];

/**
 * One number for each day, week, month or year, whichever fits the time that the rows span. The columns
 * must have dates or times as text, as tiles do: '2026-01-31' or '2026-01-31T12:00:00Z'.
 */
export function timeSeries(
  rows: AnyRow[],
  {
    column,
    operation,
    operationColumn,
  }: { column: string; operation: CountOperation | NumberOperation; operationColumn?: string },
): TimeSeries | null {
  const dayOf = (row: AnyRow) => DATE.exec(String(row[column] ?? ''))?.[0] ?? '';
  const days = groupBy(rows, dayOf, operationColumn);
  for (const day of days.keys()) if (!isDay(day)) days.delete(day);
  const sorted = [...days.keys()].sort();
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return null;

  const span = (Date.parse(last) - Date.parse(first)) / DAY + 1;
  const [unit] = LONGEST.find(([, most]) => span <= most)!;
  const totals = new Map<string, Total>();
  let end = startOf(first, unit);
  for (; end <= last; end = next(end, unit)) totals.set(end, new Total());
  for (const [day, total] of days) totals.get(startOf(day, unit))!.merge(total);
  const isAdded = operation === 'count' || operation === 'sum';
  const periods = [...totals].map(([start, total]) => ({
    start,
    value: total.result(operation) ?? (isAdded ? 0 : null),
  }));
  return { unit, periods, end };
}

/** Data have other dates for none, such as 0000-00-00, or 9999-12-31, after which no period starts. */
function isDay(day: string) {
  const time = Date.parse(day);
  return day < '9999' && !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}

function startOf(day: string, unit: TimeUnit) {
  if (unit === 'year') return `${day.slice(0, 4)}-01-01`;
  if (unit === 'month') return `${day.slice(0, 7)}-01`;
  const date = new Date(day);
  if (unit === 'week') date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  return date.toISOString().slice(0, 10);
}

function next(start: string, unit: TimeUnit) {
  const date = new Date(start);
  if (unit === 'year') date.setUTCFullYear(date.getUTCFullYear() + 1);
  else if (unit === 'month') date.setUTCMonth(date.getUTCMonth() + 1);
  else date.setUTCDate(date.getUTCDate() + (unit === 'week' ? 7 : 1));
  return date.toISOString().slice(0, 10);
}
