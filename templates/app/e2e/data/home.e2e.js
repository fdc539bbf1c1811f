import { enter } from '../support/enter.js';
import { countColors } from '../support/map.js';
import { expect, test } from '../support/test.js';

test('without any data there is a map, and how to put some on it', async ({ page }) => {
  await enter(page);
  await expect(page.getByText('The map is empty.')).toBeVisible();
  await expect.poll(() => countColors(page), 'land and water').toBeGreaterThan(1);
});
