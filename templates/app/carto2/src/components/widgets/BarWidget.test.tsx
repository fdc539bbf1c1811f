import { screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { click, renderWidget } from '../../widgetTestUtils';
import BarWidget from './BarWidget';

vi.mock('data/features/executeTask', { spy: true });

test('has a bar for each category, which filters, and one for the others', async () => {
  const named = Array.from({ length: 11 }, (_, index) => ({
    name: `T${index}`,
    value: 20 - index,
  }));
  const filters = await renderWidget(
    <BarWidget id="byType" title="Types" sourceId="stores" column="type" operation="count" />,
    { categories: [{ name: null, value: 30 }, ...named] },
  );
  expect(screen.getByRole('img', { name: 'No value: 30' })).toBeVisible();
  expect(screen.getByRole('img', { name: 'Other (4): 46' })).toBeVisible();
  await click('T0: 20');
  expect(screen.getByRole('button', { name: 'T0: 20', pressed: true })).toBeVisible();
  expect(filters().type!.in).toMatchObject({ values: ['T0'], owner: 'byType' });
});
