import { expect, test } from 'vitest';
import type { AnyRow, Value } from 'data/source';
import { csv } from './csv';

const cellOf = (value: Value) => {
  const columns = [{ column: 'a', label: 'A' }];
  const text = csv([{ a: value }], { columns, sortBy: 'a', isDescending: false });
  return text.slice('\uFEFFA\r\n'.length, -'\r\n'.length);
};

test('has a line for each row, in the order of the table', () => {
  const columns = [
    { column: 'name', label: 'Name' },
    { column: 'size', label: 'Size, m²' },
  ];
  const rows: AnyRow[] = [
    { name: 'small', size: 1 },
    { name: 'none' },
    { name: 'large', size: 2.5 },
  ];
  expect(csv(rows, { columns, sortBy: 'size', isDescending: true })).toBe(
    '\uFEFFName,"Size, m²"\r\nlarge,2.5\r\nsmall,1\r\nnone,\r\n',
  );
});

test.each([
  ['=1+1', "'=1+1"],
  ['+1 555', "'+1 555"],
  ['-2+3', "'-2+3"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  ['a;=1+1;b', `"a;'=1+1;b"`],
  ['a;"=1+1', `"a;""'=1+1"`],
  ['a\r\n=1+1', `"a\r\n'=1+1"`],
  ['=HYPERLINK("x","y")', `"'=HYPERLINK(""x"",""y"")"`],
])('a spreadsheet takes %j as text', (value, cell) => {
  expect(cellOf(value)).toBe(cell);
});

test.each(['12.5;-96.8', 'Monday; -5%', 'a;b = c', 'a\n"b"'])('%j stays as it is', (text) => {
  expect(cellOf(text)).toBe(`"${text.replaceAll('"', '""')}"`);
});

test('numbers stay numbers, and quotes and separators stay in their cell', () => {
  expect([cellOf(-5), cellOf('-5'), cellOf(true)]).toEqual(['-5', '-5', 'true']);
  expect([cellOf('a,b'), cellOf('a;b'), cellOf('"a"')]).toEqual(['"a,b"', '"a;b"', '"""a"""']);
});
