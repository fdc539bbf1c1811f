import { expect, test } from 'vitest';
import { columnName, columnNames, tableName } from './names.js';

test.each([
  ['name', 'name'],
  ['_x', '_x'],
  ['a__b', 'a__b'],
  ['Store Type', 'store_type'],
  [' Store-Type ', 'store_type'],
  ['Størrelse (km²)', 'storrelse_km'],
  ['Café œuvre', 'cafe_oeuvre'],
  ['Łódź', 'lodz'],
  ['Щука', 'shhuka'],
  ['<b>Size</b> &amp; shape', 'size_shape'],
  ['2020', '_2020'],
  ['order', '_order'],
  ['ctid', '_ctid'],
  ['', 'untitled_column'],
  ['日本', 'untitled_column'],
  ['x'.repeat(70), 'x'.repeat(63)],
])('the column %j is %s', (text, name) => {
  expect(columnName(text)).toBe(name);
});

test('no column has the name of another', () => {
  expect(columnNames(['a', 'A', 'a_1', 'a'])).toEqual(['a', 'a_1', 'a_1_1', 'a_2']);
  const long = 'x'.repeat(70);
  expect(columnNames([long, long])[1]).toBe(`${'x'.repeat(61)}_1`);
});

test.each([
  ['roads', 'roads'],
  ['2020_census', '2020_census'],
  ['order', 'order'],
  ['Roads 2020', 'roads_2020'],
  ['2020 Census', 'table_2020_census'],
  ['Öffnungszeiten', 'offnungszeiten'],
  ['Order', 'order_t'],
  ['spatial_ref_sys', 'spatial_ref_sys_t'],
])('the table %j is %s', (text, name) => {
  expect(tableName(text)).toBe(name);
});
