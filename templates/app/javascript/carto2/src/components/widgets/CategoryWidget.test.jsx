import { act, fireEvent, screen } from '@testing-library/react';
import { addSource, setFeaturesReady } from '@carto/react-redux';
import { expect, test, vi } from 'vitest';
import { executeTask } from 'data/features/executeTask';
import { renderWithStore } from '../../testUtils';
import CategoryWidget from './CategoryWidget';

vi.mock('data/features/executeTask', { spy: true });

const GROUPS = [
  { name: 'Hypermarket', value: 3 },
  { name: 'Drugstore', value: 3 },
  { name: 'Supermarket', value: 12 },
];

async function show(groups = GROUPS, colors) {
  vi.mocked(executeTask).mockResolvedValue(groups);
  const { store } = renderWithStore(
    <CategoryWidget
      id="byType"
      title="Types"
      sourceId="stores"
      column="storetype"
      operation="count"
      colors={colors}
    />,
  );
  await act(async () => {
    store.dispatch(addSource({ id: 'stores', type: 'query', data: 'SELECT 1' }));
    store.dispatch(setFeaturesReady({ sourceId: 'stores', ready: true }));
  });
  return () => store.getState().carto.dataSources.stores.filters;
}

const click = (name) => act(async () => fireEvent.click(screen.getByRole('button', { name })));

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
  expect(vi.mocked(executeTask).mock.lastCall[2]).toHaveProperty('filters', {});

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
