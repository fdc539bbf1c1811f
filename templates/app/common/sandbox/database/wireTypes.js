/** Converts PostgreSQL values and types to the form of CARTO's SQL API. */
import { types } from '@electric-sql/pglite';

/** Converts PostgreSQL's text to the value in the JSON. */
export const parsers = {
  [types.INT8]: number,
  [types.NUMERIC]: number,
  [types.BYTEA]: String,
  [types.DATE]: (text) => isoDate(`${text} 00:00+00`, text),
  [types.TIMESTAMP]: (text) => isoDate(`${text}+00`, text),
  [types.TIMESTAMPTZ]: (text) => isoDate(text, text),
};

/** Whole numbers that a number in JavaScript would round become a BigInt. */
function number(text) {
  const value = Number(text);
  return /^-?\d{16,}$/.test(text) && !Number.isSafeInteger(value) ? BigInt(text) : value;
}

const TYPES = Object.fromEntries(
  Object.entries({
    number: ['int2', 'int4', 'int8', 'float4', 'float8', 'numeric', 'oid'],
    string: ['text', 'varchar', 'bpchar', 'char', 'name', 'uuid', 'unknown'],
    boolean: ['bool'],
    date: ['date', 'timestamp', 'timestamptz'],
    geometry: ['geometry'],
    object: ['json', 'jsonb'],
  }).flatMap(([type, names]) => names.map((name) => [name, type])),
);

/** The field type for a PostgreSQL type. An array of numbers is `number[]`. */
export function fieldType(pgtype) {
  if (pgtype.startsWith('_')) return `${fieldType(pgtype.slice(1))}[]`;
  return TYPES[pgtype] ?? pgtype;
}

/** 2026-01-31T12:00:00Z, or the unchanged text if it is not a valid Date, such as 'infinity'. */
function isoDate(dated, text) {
  const date = new Date(dated);
  return Number.isNaN(date.getTime()) ? text : date.toISOString().replace('.000Z', 'Z');
}
