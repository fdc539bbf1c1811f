import { expect, test } from 'vitest';
import cases from './nameCases.json';
import { columnName, columnNames, tableName } from './names.js';

test.each(cases.columns)('the column %j is %s', (text, name) => {
  expect(columnName(text)).toBe(name);
});

test.each(cases.tables)('the table %j is %s', (text, name) => {
  expect(tableName(text)).toBe(name);
});

test('no column has the name of another', () => {
  expect(columnNames(['a', 'A', 'a_1', 'a'])).toEqual(['a', 'a_1', 'a_1_1', 'a_2']);
  const long = 'x'.repeat(70);
  expect(columnNames([long, long])[1]).toBe(`${'x'.repeat(61)}_1`);
});
