import type { CountOperation, NumberOperation } from 'components/widgets/operations';
import type { AnyRow, Value } from 'data/source';

export interface Category {
  /** Null for features without a value. */
  name: Value;
  value: number;
}

type Operation = CountOperation | NumberOperation;

/** One number for all rows. It is null if there is none, for instance because all values are NULL. */
export function formula(
  rows: AnyRow[],
  { operation, column }: { operation: Operation; column?: string },
): { value: number | null } {
  return { value: aggregate(rows, operation, column) };
}

/** How many rows are below the first tick, between the ticks, and from the last one on. */
export function histogram(
  rows: AnyRow[],
  { column, ticks }: { column: string; ticks: number[] },
): number[] {
  const values = numbersIn(rows, column);
  if (values.length === 0) return [];
  const counts = [0, ...ticks.map(() => 0)];
  for (const value of values) {
    const above = ticks.findIndex((tick) => value < tick);
    counts[above === -1 ? ticks.length : above]! += 1;
  }
  return counts;
}

/** One number for each value of a column. */
export function categories(
  rows: AnyRow[],
  {
    column,
    operation,
    operationColumn,
  }: { column: string; operation: Operation; operationColumn: string },
): Category[] {
  const groups = new Map<Value, AnyRow[]>();
  for (const row of rows) {
    const name = row[column] ?? null;
    const group = groups.get(name);
    if (group) group.push(row);
    else groups.set(name, [row]);
  }
  return [...groups].flatMap(([name, group]) => {
    const value = aggregate(group, operation, operationColumn);
    return value === null ? [] : [{ name, value }];
  });
}

/** The rows with the highest values in a column. Those without a value come last. */
export function topRows(rows: AnyRow[], { column, limit }: { column: string; limit: number }) {
  const rank = (row: AnyRow) => toNumber(row[column]) ?? -Infinity;
  return [...rows].sort((a, b) => rank(b) - rank(a) || 0).slice(0, limit);
}

function numbersIn(rows: AnyRow[], column: string) {
  return rows.map((row) => toNumber(row[column])).filter((value) => value !== null);
}

/** Tiles leave NULLs out, and have large numbers of PostgreSQL as text. */
function toNumber(value: Value | undefined) {
  if (value === undefined || value === null || value === '') return null;
  const number = Number(value);
  return Number.isNaN(number) ? null : number;
}

function aggregate(rows: AnyRow[], operation: Operation, column = '') {
  if (operation === 'count') return rows.length;
  const values = numbersIn(rows, column);
  if (values.length === 0) return null;
  const sum = () => values.reduce((total, value) => total + value, 0);
  switch (operation) {
    case 'sum':
      return sum();
    case 'avg':
      return sum() / values.length;
    case 'min':
      return values.reduce((least, value) => Math.min(least, value));
    case 'max':
      return values.reduce((most, value) => Math.max(most, value));
  }
}
