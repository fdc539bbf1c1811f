/** One number for all rows. It is null if there is none, for instance because all values are NULL. */
export function formula(rows, { operation, column }) {
  const total = new Total();
  for (const row of rows) total.add(row, column);
  return { value: total.result(operation) };
}

/** How many rows are below the first tick, between the ticks, and from the last one on. */
export function histogram(rows, { column, ticks }) {
  const counts = [0, ...ticks.map(() => 0)];
  let min = Infinity;
  let max = -Infinity;
  for (const row of rows) {
    const value = toNumber(row[column]);
    if (value === null) continue;
    const above = ticks.findIndex((tick) => value < tick);
    counts[above === -1 ? ticks.length : above] += 1;
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  return min > max ? null : { counts, min, max };
}

/** The range of a column; null if no row has a value. */
export function columnStats(rows, { column }) {
  const total = new Total();
  let isInteger = true;
  for (const row of rows) {
    total.add(row, column);
    const value = toNumber(row[column]);
    isInteger &&= value === null || Number.isInteger(value);
  }
  const { min, max, sum, values } = total;
  return values === 0 ? null : { min, max, mean: sum / values, isInteger };
}

/** One number for each value of a column. */
export function categories(rows, { column, operation, operationColumn }) {
  const groups = groupBy(rows, (row) => row[column] ?? null, operationColumn);
  return [...groups].flatMap(([name, total]) => {
    const value = total.result(operation);
    return value === null ? [] : [{ name, value }];
  });
}

/** The rows that have a number in both columns: all, or evenly chosen ones. */
export function scatter(rows, { x, y, limit }) {
  const all = [];
  for (const row of rows) {
    const [left, top] = [toNumber(row[x]), toNumber(row[y])];
    if (left !== null && top !== null) all.push([left, top]);
  }
  const step = Math.ceil(all.length / limit);
  return { points: step > 1 ? all.filter((_, at) => at % step === 0) : all, count: all.length };
}

/** The values of a column, each once. */
export function distinct(rows, { column }) {
  return [...new Set(rows.map((row) => row[column]))];
}

/** A page of the rows in the order of a column. */
export function tablePage(rows, { offset, limit, ...sorting }) {
  return { rows: sorted(rows, sorting).slice(offset, offset + limit), count: rows.length };
}

/** The rows in the order of a column. Those without a value come last. */
export function sorted(rows, { sortBy, isDescending }) {
  const keyed = [];
  const rest = [];
  for (const row of rows) {
    const value = row[sortBy] ?? null;
    if (value === null) rest.push(row);
    else keyed.push([row, toNumber(value) ?? String(value)]);
  }
  const direction = isDescending ? -1 : 1;
  keyed.sort(([, a], [, b]) => direction * compare(a, b));
  return [...keyed.map(([row]) => row), ...rest];
}

const collator = new Intl.Collator();

/** Numbers come before texts. */
function compare(a, b) {
  if (typeof a === 'number') return typeof b === 'number' ? a - b : -1;
  return typeof b === 'number' ? 1 : collator.compare(a, b);
}

export function groupBy(rows, keyOf, column) {
  const groups = new Map();
  for (const row of rows) {
    const key = keyOf(row);
    let group = groups.get(key);
    if (!group) groups.set(key, (group = new Total()));
    group.add(row, column);
  }
  return groups;
}

/** Tiles leave NULLs out, and have large numbers of PostgreSQL as text. */
function toNumber(value) {
  if (value === undefined || value === null || value === '') return null;
  const number = Number(value);
  return Number.isNaN(number) ? null : number;
}

/** What is known of rows, and of their values in a column. */
export class Total {
  rows = 0;
  values = 0;
  sum = 0;
  min = Infinity;
  max = -Infinity;

  add(row, column) {
    this.rows += 1;
    const value = column === undefined ? null : toNumber(row[column]);
    if (value === null) return;
    this.values += 1;
    this.sum += value;
    this.min = Math.min(this.min, value);
    this.max = Math.max(this.max, value);
  }

  merge(other) {
    this.rows += other.rows;
    this.values += other.values;
    this.sum += other.sum;
    this.min = Math.min(this.min, other.min);
    this.max = Math.max(this.max, other.max);
  }

  result(operation) {
    if (operation === 'count') return this.rows;
    if (this.values === 0) return null;
    return operation === 'avg' ? this.sum / this.values : this[operation];
  }
}
