import { enter } from './support/enter.js';
import { map } from './support/locators.js';
import { expect, test } from './support/test.js';

test('the panel can be put away, and comes back with the next page', async ({ page }) => {
  await enter(page);
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toBeVisible();
  await page.getByRole('button', { name: 'Hide the panel' }).click();
  await expect(heading).toBeHidden();
  await expect(page.getByRole('button', { name: 'Show the panel' })).toBeFocused();
  await page.getByRole('button', { name: 'Show the panel' }).click();
  await expect(heading).toBeVisible();
});

test('at 400 % zoom, the map keeps 160 pixels, and everything can be scrolled to', async ({
  page,
}) => {
  await page.setViewportSize({ width: 320, height: 256 });
  await enter(page);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const { height } = await map(page).boundingBox();
  expect(height).toBeGreaterThanOrEqual(160);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  await page.getByRole('heading', { level: 1 }).scrollIntoViewIfNeeded();
  await expect(page.getByRole('heading', { level: 1 })).toBeInViewport();
});

test('the header has room for its title and buttons, however many views there are', async ({
  page,
}) => {
  await page.setViewportSize({ width: 920, height: 600 });
  await enter(page);
  const header = page.getByRole('banner');
  const links = header.getByRole('navigation', { name: 'Views' }).getByRole('link');
  await links.first().evaluate((link) => {
    for (let count = 0; count < 12; count += 1) link.after(link.cloneNode(true));
  });
  await expect(page.getByRole('button', { name: 'Colors' })).toBeInViewport({ ratio: 1 });
  const title = header.locator('p').first();
  expect((await title.boundingBox()).width).toBeGreaterThan(20);
  await links.last().focus();
  // Scrolled to a whole pixel, where its end may be a part of one further.
  await expect(links.last()).toBeInViewport({ ratio: 0.99 });
});
