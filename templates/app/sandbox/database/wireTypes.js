/** Values and types of PostgreSQL as CARTO's SQL API writes them. */
import { types } from '@electric-sql/pglite';

/** From PostgreSQL's text to the value in the JSON. */
export const parsers = {
  [types.INT8]: Number,
  [types.NUMERIC]: Number,
  [types.BYTEA]: String,
  [types.DATE]: (text) => isoDate(`${text} 00:00+00`, text),
  [types.TIMESTAMP]: (text) => isoDate(`${text}+00`, text),
  [types.TIMESTAMPTZ]: (text) => isoDate(text, text),
};

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

/** The kind of field that a type of PostgreSQL's is; an array of numbers is `number[]`. */
export function fieldType(pgtype) {
  if (pgtype.startsWith('_')) return `${fieldType(pgtype.slice(1))}[]`;
  return TYPES[pgtype] ?? pgtype;
}

/** 2026-01-31T12:00:00Z; the text itself where no Date can hold it, such as 'infinity'. */
function isoDate(dated, text) {
  const date = new Date(dated);
  return Number.isNaN(date.getTime()) ? text : date.toISOString().replace('.000Z', 'Z');
}
