import { fireEvent, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { click, lastParams, renderWidget } from '../../widgetTestUtils';
import CategoryWidget from './CategoryWidget';

vi.mock('data/features/executeTask', { spy: true });

const GROUPS = [
  { name: 'Hypermarket', value: 3 },
  { name: 'Drugstore', value: 3 },
  { name: 'Supermarket', value: 12 },
];

const show = (categories = GROUPS, colors) =>
  renderWidget(
    <CategoryWidget
      id="byType"
      title="Types"
      sourceId="stores"
      column="storetype"
      operation="count"
      colors={colors}
    />,
    { categories },
  );

test('sorts by value, then by name', async () => {
  await show();
  const bars = screen.getAllByRole('button').map((bar) => bar.textContent);
  expect(bars).toEqual(['Supermarket12', 'Drugstore3', 'Hypermarket3']);
});

test('a selected value filters everything but this widget, until it is selected again', async () => {
  const filters = await show();
  await click(/Drugstore/);
  expect(screen.getByRole('button', { name: /Drugstore/, pressed: true })).toBeVisible();
  expect(filters().storetype.in).toMatchObject({ values: ['Drugstore'], owner: 'byType' });
  expect(lastParams('categories')).toHaveProperty('filters', {});

  await click(/Drugstore/);
  expect(filters()).toEqual({});
});

test('several values can be selected, and cleared at once', async () => {
  const filters = await show();
  await click(/Drugstore/);
  await click(/Supermarket/);
  expect(filters().storetype.in.values).toEqual(['Drugstore', 'Supermarket']);
  await click('Clear');
  expect(filters()).toEqual({});
});

test('categories may have any name or none, and those beyond the first are added up', async () => {
  const many = Array.from({ length: 20 }, (_, index) => ({ name: `C${index}`, value: 1 }));
  const odd = ['toString', '__proto__', null].map((name) => ({ name, value: 9 }));
  await show([...odd, ...many]);
  expect(screen.getByRole('button', { name: /toString/ })).toBeVisible();
  expect(screen.getByRole('button', { name: /__proto__/ })).toBeVisible();
  expect(screen.getByText('No value').parentElement).toHaveTextContent('No value9');
  expect(screen.getByText('Other (15)').parentElement).toHaveTextContent('Other (15)15');
  expect(screen.queryByRole('button', { name: /No value|Other/ })).toBeNull();
});

test('a category without a color of its own is gray, whatever its name is', async () => {
  const names = ['Supermarket', 'toString', '__proto__'];
  const groups = names.map((name, index) => ({ name, value: 9 - index }));
  await show(groups, { Supermarket: '#12467b' });
  const colors = names.map((name) => {
    const bar = screen.getByRole('button', { name: new RegExp(name) });
    return getComputedStyle(bar.querySelector('[style]')).backgroundColor;
  });
  expect(colors).toEqual(['rgb(18, 70, 123)', 'rgb(95, 107, 118)', 'rgb(95, 107, 118)']);
});

test('the other categories are shown on request, and found by their names', async () => {
  const many = Array.from({ length: 20 }, (_, index) => ({
    name: `Köln ${index}`,
    value: 90 - index,
  }));
  const filters = await show(many);
  expect(screen.queryByText('Köln 9')).toBeNull();
  await click('12 more');
  expect(screen.getByText('Köln 9')).toBeVisible();
  await click('Show fewer');

  const search = screen.getByRole('searchbox', { name: 'Search values' });
  fireEvent.change(search, { target: { value: 'koln 15' } });
  expect(screen.getAllByRole('listitem')).toHaveLength(1);
  await click(/Köln 15/);
  expect(filters().storetype.in.values).toEqual(['Köln 15']);
  fireEvent.change(search, { target: { value: 'nowhere' } });
  expect(screen.getByText('No value contains “nowhere”.')).toBeVisible();
});
