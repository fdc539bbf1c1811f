import { act, fireEvent, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { renderWidget } from '../../widgetTestUtils';
import ScatterWidget from './ScatterWidget';

vi.mock('data/features/executeTask', { spy: true });

const POINTS = [
  [0, 0],
  [100, 100],
];

const show = (count, min = 0, max = 100) =>
  renderWidget(
    <ScatterWidget
      id="sizes"
      title="Sizes"
      sourceId="stores"
      x={{ column: 'size', label: 'Size' }}
      y={{ column: 'revenue', label: 'Revenue' }}
    />,
    {
      scatter: { points: POINTS, count },
      columnStats: { min, max, mean: 50, isInteger: min === 0 },
    },
  );

test('the arrow keys choose a part, move it and resize it, and Escape clears it', async () => {
  const filters = await show(2);
  const plot = screen.getByRole('application', { name: 'Revenue by Size' });
  const press = (key, shiftKey = false) =>
    act(async () => fireEvent.keyDown(plot, { key, shiftKey }));
  const chosen = () => [filters().size.between.values, filters().revenue.between.values];
  await press('ArrowRight');
  expect(chosen()).toEqual([[[0, 50]], [[0, 50]]]);
  await press('ArrowRight');
  await press('ArrowUp', true);
  expect(chosen()).toEqual([[[5, 55]], [[0, 55]]]);
  expect(screen.getByRole('status')).toHaveTextContent('Size from 5 to 55, Revenue from 0 to 55');
  await press('Escape');
  expect(filters()).toEqual({});
});

test('the outermost points can be chosen', async () => {
  const filters = await show(2, 0.123456, 99.87654321);
  const plot = screen.getByRole('application', { name: 'Revenue by Size' });
  for (let step = 0; step < 11; step += 1) {
    await act(async () => fireEvent.keyDown(plot, { key: 'ArrowUp' }));
    await act(async () => fireEvent.keyDown(plot, { key: 'ArrowRight', shiftKey: true }));
  }
  expect(filters().size.between.values).toEqual([[0.123456, 99.87654321]]);
  expect(filters().revenue.between.values).toEqual([[50, 99.87654321]]);
});

test('says that it does not show all of many points', async () => {
  await show(12_345);
  expect(screen.getByText('2 of 12,345')).toBeVisible();
});
