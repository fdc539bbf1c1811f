import { screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { click, lastParams, renderWidget } from '../../widgetTestUtils';
import HistogramWidget from './HistogramWidget';

vi.mock('data/features/executeTask', { spy: true });

const TICKS = [10, 20];
const labels = () => screen.getAllByRole('button').map((bar) => bar.getAttribute('aria-label'));

test('each bar shows its range and its count, and filters by its range', async () => {
  const filters = await renderWidget(
    <HistogramWidget id="bySize" title="Sizes" sourceId="stores" column="size" ticks={TICKS} />,
    { histogram: { counts: [4, 7, 1], min: 2, max: 3000 } },
  );
  expect(labels()).toEqual(['Below 10: 4', '10 to 20: 7', '20 and more: 1']);
  // What “more” is.
  expect(screen.getByText('3,000')).toBeVisible();

  await click('20 and more: 1');
  const last = screen.getByRole('button', { name: '20 and more: 1', pressed: true });
  expect(last).toBeVisible();
  expect(filters().size.closed_open).toMatchObject({ values: [[20, null]], owner: 'bySize' });
});

test('without ticks, the bars fit the data', async () => {
  const filters = await renderWidget(
    <HistogramWidget id="bySize" title="Sizes" sourceId="stores" column="size" />,
    {
      columnStats: { min: 3, max: 38, mean: 20, isInteger: true },
      histogram: { counts: [4, 7, 1, 0, 0, 0, 0, 2], min: 3, max: 38 },
    },
  );
  expect(lastParams('histogram')).toHaveProperty('ticks', [5, 10, 15, 20, 25, 30, 35]);
  expect([labels()[0], labels().at(-1)]).toEqual(['0 to 5: 4', '35 to 40: 2']);
  await click('35 to 40: 2');
  expect(filters().size.closed_open.values).toEqual([[35, 40]]);
});

test('says when no feature has a number', async () => {
  await renderWidget(
    <HistogramWidget id="bySize" title="Sizes" sourceId="stores" column="size" />,
    { columnStats: null },
  );
  expect(screen.getByText('No data in this part of the map.')).toBeVisible();
});
