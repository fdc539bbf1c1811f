import { act, fireEvent, render, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { click, renderWidget } from '../../widgetTestUtils';
import TimeChart from './TimeChart';
import TimeSeriesWidget from './TimeSeriesWidget';

vi.mock('data/features/executeTask', { spy: true });

const SERIES = {
  unit: 'month',
  periods: [
    { start: '2026-01-01', value: 3 },
    { start: '2026-02-01', value: 0 },
    { start: '2026-03-01', value: 5 },
  ],
  end: '2026-04-01',
};

const show = (timeSeries = SERIES) =>
  renderWidget(
    <TimeSeriesWidget
      id="byMonth"
      title="Openings"
      sourceId="stores"
      column="opened"
      operation="count"
    />,
    { timeSeries },
  );

const move = (name, value) =>
  act(async () => fireEvent.change(screen.getByRole('slider', { name }), { target: { value } }));

test('the slider filters by whole periods, and tells their values', async () => {
  const filters = await show();
  expect(screen.getByText('by month')).toBeVisible();
  await move('Openings: first', 1);
  const range = filters().opened.closed_open;
  expect(range).toMatchObject({ values: [['2026-02-01', '2026-04-01']], owner: 'byMonth' });
  const first = screen.getByRole('slider', { name: 'Openings: first' });
  expect(first).toHaveAttribute('aria-valuetext', 'Feb 2026: 0');
  await move('Openings: first', 0);
  expect(filters()).toEqual({});
});

test('plays one period after the other, up to the last one', async () => {
  const filters = await show();
  vi.useFakeTimers();
  await click('Play');
  const played = () => filters().opened.closed_open.values;
  expect(played()).toEqual([['2026-01-01', '2026-02-01']]);
  await act(() => vi.advanceTimersByTimeAsync(700));
  expect(played()).toEqual([['2026-02-01', '2026-03-01']]);
  await act(() => vi.advanceTimersByTimeAsync(700));
  await act(() => vi.advanceTimersByTimeAsync(700));
  expect(played()).toEqual([['2026-03-01', '2026-04-01']]);
  expect(screen.getByRole('button', { name: 'Play' })).toBeVisible();
  vi.useRealTimers();
});

test('a part that is being drawn may lose its periods', async () => {
  HTMLElement.prototype.setPointerCapture = () => {};
  const chosen = vi.fn();
  const periods = ['Jan', 'Feb', 'Mar'].map((label) => ({ label, value: 1 }));
  const chart = (count) => (
    <TimeChart
      label="Openings"
      periods={periods.slice(0, count)}
      chosen={null}
      onChoose={chosen}
      format={String}
    />
  );
  const { container, rerender } = render(chart(3));
  const plot = container.querySelector('svg').parentElement;
  const box = { left: 0, width: 300 };
  vi.spyOn(plot, 'getBoundingClientRect').mockReturnValue(box);
  fireEvent.pointerDown(plot, { clientX: 150 });
  fireEvent.pointerMove(plot, { clientX: 299 });
  rerender(chart(2));
  fireEvent.pointerUp(plot);
  expect(chosen).toHaveBeenCalledExactlyOnceWith([1, 1]);
});

test('says when no feature has a date', async () => {
  await show(null);
  expect(screen.getByText('No data in this part of the map.')).toBeVisible();
});
