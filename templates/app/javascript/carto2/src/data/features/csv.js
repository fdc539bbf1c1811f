import { sorted } from './calculations';

/** A spreadsheet would run text that starts with one of these as a formula. */
const FORMULA = /^[=+\-@\t]/;
/**
 * A part of a text, after where the text of a cell may start. In many countries, spreadsheets divide lines
 * at semicolons, and then ignore the quotes around a cell, except the first one.
 */
const PART = /(^|[;\r\n]+"*)([^;\r\n]+)/g;

/** The rows as a file for spreadsheets, with a line for each, in the order of a column. */
export function csv(rows, { columns, ...sorting }) {
  const lines = sorted(rows, sorting).map((row) => columns.map(({ column }) => cell(row[column])));
  const head = columns.map(({ label }) => cell(label));
  // Excel takes a file without the first character for one in an old encoding.
  return `\uFEFF${[head, ...lines].map((cells) => cells.join(',')).join('\r\n')}\r\n`;
}

function cell(value) {
  const text = String(value ?? '');
  const safe = text.replace(PART, (_, before, part) => before + harmless(part));
  return /[",\r\n;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function harmless(text) {
  return FORMULA.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
}
