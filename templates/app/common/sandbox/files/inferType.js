/**
 * Infers the type of a column from all its values. A JSON string is always text. In a CSV file
 * (`untyped`), all values are strings.
 */
export function inferType(values, { untyped }) {
  const given = values.filter((value) => value !== null && value !== undefined);
  const isText = (value) => typeof value === 'string' && !untyped;
  const fits = (test) => given.length > 0 && given.every(test);
  const fitsLiteral = (test) => fits((value) => !isText(value) && test(literalOf(value)));

  if (fitsLiteral((literal) => /^(true|false)$/i.test(literal))) return 'boolean';
  if (fitsLiteral(isIntegerBelow(2n ** 31n))) return 'integer';
  if (fitsLiteral(isIntegerBelow(2n ** 63n))) return 'bigint';
  if (fitsLiteral(isDecimal)) return 'double precision';
  if (fits(isDate)) return 'date';
  if (fits((value) => isDate(value) || isTime(value))) return 'timestamp with time zone';
  return 'text';
}

const literalOf = (value) => (typeof value === 'object' ? '' : String(value));

// A leading zero means a code, such as the ZIP code 01234, which stays text.
const INTEGER = /^-?(0|[1-9]\d*)$/;
const DECIMAL = /^-?(0|[1-9]\d*)?(\.\d+)?(e[+-]?\d+)?$/i;

const isIntegerBelow = (limit) => (literal) =>
  INTEGER.test(literal) && BigInt(literal) < limit && BigInt(literal) >= -limit;

const isDecimal = (literal) =>
  DECIMAL.test(literal) && !INTEGER.test(literal)
    ? Number.isFinite(parseFloat(literal))
    : isShort(literal);

/** Longer whole numbers are identifiers, which a floating-point number would round. */
const isShort = (literal) => INTEGER.test(literal) && literal.length < 17;

const isDate = (value) => /^\d{4}-\d\d-\d\d$/.test(value) && isOnCalendar(value);
const TIME = /^(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d(:?\d\d)?)?$/;

function isTime(value) {
  const [, day] = TIME.exec(value) ?? [];
  return Boolean(day) && isOnCalendar(day) && !Number.isNaN(Date.parse(value));
}

/** Checks the day, because Date accepts February 30 as March 2. */
function isOnCalendar(day) {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}
