import { enter } from '../support/enter.ts';
import { countColors } from '../support/map.ts';
import { expect, test } from '../support/test.ts';

test('shows a map', async ({ page }) => {
  await enter(page);
  await expect(page.getByRole('heading', { name: 'Home' })).toBeVisible();
  await expect.poll(() => countColors(page), 'land and water').toBeGreaterThan(1);
});
