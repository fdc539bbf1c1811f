import { fireEvent, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { click, renderWidget } from '../../widgetTestUtils';
import PieWidget from './PieWidget';

vi.mock('data/features/executeTask', { spy: true });

const show = (count) =>
  renderWidget(
    <PieWidget id="byType" title="Types" sourceId="stores" column="type" operation="count" />,
    { categories: Array.from({ length: count }, (_, index) => ({ name: `T${index}`, value: 10 })) },
  );

test('shows the sum, and filters by the categories in the list', async () => {
  const filters = await show(3);
  expect(screen.getByText('30')).toBeVisible();
  await click(/^T1/);
  expect(screen.getByRole('button', { name: /^T1/, pressed: true })).toBeVisible();
  expect(filters().type.in.values).toEqual(['T1']);
});

test('categories beyond the first are one slice', async () => {
  await show(20);
  expect(document.querySelectorAll('circle')).toHaveLength(9);
  expect(screen.getByText('Other (12): 120')).toBeInTheDocument();
});

test('the list has the colors of the ring, and gray for what is not in it', async () => {
  await show(20);
  const swatch = (name) => {
    const row = screen.getByRole('button', { name }).querySelector('span span');
    return getComputedStyle(row).backgroundColor;
  };
  const [first, third] = [swatch(/^T0/), swatch(/^T10/)];
  expect(first).not.toBe(third);
  await click('12 more');
  expect(swatch(/^T9/)).not.toBe(first);
  const gray = swatch(/^T9/);
  fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'T10' } });
  expect(swatch(/^T10/)).toBe(third);
  fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'T9' } });
  expect(swatch(/^T9/)).toBe(gray);
});
