import { enter } from './support/enter.js';
import { expect, test } from './support/test.js';

test('an unknown address shows “Page not found” with a link back', async ({ page }) => {
  await enter(page, '/nothing/here');
  await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible();
  await page.getByRole('link', { name: 'Go to the first page' }).click();
  await expect(page.getByRole('heading', { name: 'Page not found' })).toHaveCount(0);
  await expect(page).not.toHaveURL(/nothing/);
});
