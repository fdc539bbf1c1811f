import { enter } from './support/enter.ts';
import { map } from './support/locators.ts';
import { expect, test } from './support/test.ts';

test.use({ hasTouch: true, viewport: { width: 360, height: 740 } });

test('on a phone, the menu leads to every view, and nothing scrolls sideways', async ({ page }) => {
  await enter(page);
  const menu = page.getByRole('button', { name: 'Open the menu' });
  const links = page.getByRole('navigation', { name: 'Views' }).getByRole('link');

  await menu.tap();
  await expect(links.first()).toBeVisible();
  const names = await links.allInnerTexts();
  await page.keyboard.press('Escape');

  for (const name of names) {
    await menu.tap();
    await links.filter({ hasText: name }).tap();
    await expect(links).toHaveCount(0);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(map(page)).toBeInViewport();
    expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBe(360);
  }
});
