import type { Page } from '@playwright/test';
import { expectAccessible } from './support/accessibility.ts';
import { enter, enterWithData } from './support/enter.ts';
import { map } from './support/locators.ts';
import { expect, test } from './support/test.ts';

const scheme = (page: Page) =>
  page.evaluate(() => document.documentElement.getAttribute('data-color-scheme'));

/** Collects the basemaps that are loaded from now on, by their names. */
function watchBasemaps(page: Page) {
  const names: string[] = [];
  page.on('request', (request) => {
    const [, name] = /\/basemap\/(.+)\.json/.exec(request.url()) ?? [];
    if (name) names.push(name);
  });
  return names;
}

async function choose(page: Page, button: string, choice: string) {
  await page.getByRole('button', { name: button, exact: true }).click();
  await page.getByRole('menuitemradio', { name: choice }).click();
}

test('the colors follow the system', async ({ page }) => {
  const basemaps = watchBasemaps(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await enter(page);
  expect(await scheme(page)).toBe('dark');
  await expect.poll(() => basemaps).toEqual(['dark-matter']);

  await page.emulateMedia({ colorScheme: 'light' });
  await expect.poll(() => scheme(page)).toBe('light');
  await expect.poll(() => basemaps).toEqual(['dark-matter', 'positron']);
});

test('chosen colors are there before the application, and after it is opened again', async ({
  page,
  watched,
}) => {
  watched.expect(/net::ERR_FAILED/);
  await enter(page);
  await choose(page, 'Colors', 'Dark');
  await expect.poll(() => scheme(page)).toBe('dark');

  await page.route('**/assets/*.js', (route) => route.abort());
  await page.reload({ waitUntil: 'domcontentloaded' });
  await expect(page.getByRole('banner')).toHaveCount(0);
  expect(await scheme(page)).toBe('dark');
});

test('a chosen basemap stays when the colors change', async ({ page }) => {
  const basemaps = watchBasemaps(page);
  await enter(page);
  await choose(page, 'Basemap', 'Voyager');
  await expect.poll(() => basemaps).toEqual(['positron', 'voyager']);
  await choose(page, 'Colors', 'Dark');
  await expect.poll(() => scheme(page)).toBe('dark');
  await expect(map(page)).toBeVisible();
  expect(basemaps).toEqual(['positron', 'voyager']);
});

test('every view is accessible in dark colors', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await enterWithData(page);
  const links = page.getByRole('navigation', { name: 'Views' }).getByRole('link');
  for (const link of await links.all()) {
    await link.click();
    await expect(page.getByLabel('Loading')).toHaveCount(0);
    await expectAccessible(page);
  }
  await page.getByRole('button', { name: 'Basemap' }).click();
  await expectAccessible(page);
});
