import { expectAccessible } from './support/accessibility.js';
import { enterWithData } from './support/enter.js';
import { expect, test } from './support/test.js';

test('every view is accessible', async ({ page }) => {
  await enterWithData(page);
  const links = page.getByRole('navigation', { name: 'Views' }).getByRole('link');
  for (const link of await links.all()) {
    await link.click();
    await expect(link).toHaveAttribute('aria-current', 'page');
    await expect(page.getByLabel('Loading')).toHaveCount(0);
    await expectAccessible(page);
  }
});

test('the “Page not found” view is accessible', async ({ page }) => {
  await enterWithData(page, '/nothing');
  await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible();
  await expectAccessible(page);
});

test('the menu on a phone is accessible', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await enterWithData(page);
  await page.getByRole('button', { name: 'Open the menu' }).click();
  await expect(page.getByRole('navigation', { name: 'Views' })).toBeVisible();
  await expectAccessible(page);
});
