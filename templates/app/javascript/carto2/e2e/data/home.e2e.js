import { enter } from '../support/enter.js';
import { countColors } from '../support/map.js';
import { expect, test } from '../support/test.js';

test('shows a map', async ({ page }) => {
  await enter(page);
  await expect(page.getByRole('heading', { name: 'Home' })).toBeVisible();
  await expect.poll(() => countColors(page), 'land and water').toBeGreaterThan(1);
});
