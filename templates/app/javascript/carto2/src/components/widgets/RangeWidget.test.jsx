import { act, fireEvent, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { click, renderWidget } from '../../widgetTestUtils';
import RangeWidget from './RangeWidget';

vi.mock('data/features/executeTask', { spy: true });

const show = (columnStats = { min: 10, max: 50, mean: 30, isInteger: true }) =>
  renderWidget(<RangeWidget id="bySize" title="Size" sourceId="stores" column="size" />, {
    columnStats,
    formula: { value: 1 },
  });

async function type(name, value) {
  const field = screen.getByRole('textbox', { name });
  fireEvent.change(field, { target: { value } });
  await act(async () => fireEvent.blur(field));
}

test('the fields filter by a range, within that of the column', async () => {
  const filters = await show();
  await type('Size: from', '20');
  expect(filters().size.between).toMatchObject({ values: [[20, 50]], owner: 'bySize' });
  await type('Size: to', '9999');
  expect(filters().size.between.values).toEqual([[20, 50]]);
  await type('Size: from', 'many');
  expect(screen.getByRole('textbox', { name: 'Size: from' })).toHaveValue('20');
  await click('Clear');
  expect(filters()).toEqual({});
});

test('Enter leaves the focus in the field', async () => {
  const filters = await show();
  const field = screen.getByRole('textbox', { name: 'Size: from' });
  field.focus();
  fireEvent.change(field, { target: { value: '20' } });
  await act(async () => fireEvent.keyDown(field, { key: 'Enter' }));
  expect(filters().size.between.values).toEqual([[20, 50]]);
  expect(field).toHaveFocus();
  expect(field).toHaveValue('20');
});

test('a decimal comma is one where the language has it', async () => {
  vi.spyOn(navigator, 'language', 'get').mockReturnValue('de');
  const filters = await show({ min: 0.5, max: 9, mean: 4, isInteger: false });
  expect(screen.getByRole('textbox', { name: 'Size: from' })).toHaveValue('0,5');
  await type('Size: from', '1,5');
  expect(filters().size.between.values).toEqual([[1.5, 9]]);
  expect(screen.getByRole('textbox', { name: 'Size: from' })).toHaveValue('1,5');
  await type('Size: from', '2.5');
  expect(filters().size.between.values).toEqual([[2.5, 9]]);
});

test('a column may have but one number, with decimals', async () => {
  const filters = await show({ min: 1.5, max: 1.5, mean: 1.5, isInteger: false });
  const from = screen.getByRole('slider', { name: 'Size: from' });
  expect(from).toHaveAttribute('step', '1');
  await act(async () => fireEvent.change(from, { target: { value: 1.5 } }));
  expect(filters()).toEqual({});
});

test('“Clear” leaves the focus to the widget', async () => {
  await show();
  await type('Size: from', '20');
  screen.getByRole('button', { name: 'Clear' }).focus();
  await click('Clear');
  expect(screen.getByRole('region', { name: 'Size' })).toHaveFocus();
});

test('the slider filters with the keyboard, and everything is no filter', async () => {
  const filters = await show();
  const from = screen.getByRole('slider', { name: 'Size: from' });
  await act(async () => fireEvent.change(from, { target: { value: 30 } }));
  expect(filters().size.between.values).toEqual([[30, 50]]);
  expect(from).toHaveAttribute('aria-valuetext', '30');
  await act(async () => fireEvent.change(from, { target: { value: 10 } }));
  expect(filters()).toEqual({});
});
