import { enter } from './support/enter.js';
import { press, tabTo } from './support/keyboard.js';
import { expect, test } from './support/test.js';

const views = (page) => page.getByRole('navigation', { name: 'Views' }).getByRole('link');

test('every view can be reached with the keyboard', async ({ page }) => {
  await enter(page);
  await expect(views(page).first()).toBeVisible();
  for (const link of await views(page).all()) {
    await press(page, link);
    await expect(link).toHaveAttribute('aria-current', 'page');
  }
});

test('the menu on a phone can be used with the keyboard, and returns the focus', async ({
  page,
}) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await enter(page);
  const menu = page.getByRole('button', { name: 'Open the menu' });
  await press(page, menu);
  await tabTo(page, views(page).last());
  await page.keyboard.press('Escape');
  await expect(views(page)).toHaveCount(0);
  await expect(menu).toBeFocused();
});
