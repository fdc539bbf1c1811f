import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { enter } from './support/enter.js';
import { alert, readNumber, widget } from './support/locators.js';
import { countPixels, showWorld } from './support/map.js';
import { expect, test } from './support/test.js';

const SUPERMARKET = '#3b7dd8';
const DRUGSTORE = '#16917f';
const OTHER_COLOR = '#e000e0';

/** The files that were edited, with their former texts. */
const edited = new Map();

async function edit(file, before, after) {
  const path = join(import.meta.dirname, '../src', file);
  const text = await readFile(path, 'utf8');
  if (!edited.has(path)) edited.set(path, text);
  expect(text).toContain(before);
  await writeFile(path, text.replace(before, after));
}

test.afterEach(async () => {
  for (const [path, text] of edited) await writeFile(path, text);
  edited.clear();
});

test('edits of a layer and of a source change the map, the widgets and the counts', async ({
  page,
  sandbox,
  watched,
}) => {
  await enter(page, '/stores');
  await page.evaluate(() => {
    window.isTheSame = true;
  });
  await showWorld(page);
  await expect.poll(() => countPixels(page, SUPERMARKET)).toBeGreaterThan(50);

  await edit('components/layers/StoresLayer.js', SUPERMARKET, OTHER_COLOR);
  await expect.poll(() => countPixels(page, OTHER_COLOR)).toBeGreaterThan(50);
  expect(await countPixels(page, SUPERMARKET)).toBe(0);

  const types = widget(page, 'Stores by type');
  const supermarkets = types.getByRole('button', { name: /^Supermarket/ });
  await supermarkets.click();
  await expect.poll(() => countPixels(page, DRUGSTORE)).toBe(0);
  await supermarkets.click();

  await edit(
    'data/sources/storesSource.js',
    'FROM retail_stores',
    "FROM retail_stores WHERE storetype = 'Drugstore'",
  );
  await expect.poll(() => countPixels(page, DRUGSTORE)).toBeGreaterThan(50);
  expect(await countPixels(page, OTHER_COLOR)).toBe(0);
  const bars = types.getByRole('button');
  await expect(bars).toHaveText(/^Drugstore[\d,]+$/);
  await expect(bars).toHaveAttribute('aria-pressed', 'false');
  const drugstores = await readNumber(bars);
  const count = widget(page, 'Stores in view');
  await expect(count.getByText(`${drugstores} in total`)).toBeVisible();
  expect(await readNumber(count)).toBe(drugstores);

  watched.expect(/no_such_table|status of 400/);
  await edit('data/sources/storesSource.js', 'FROM retail_stores', 'FROM no_such_table');
  await expect(alert(page).filter({ hasText: 'no_such_table' })).toBeVisible();
  await edit(
    'data/sources/storesSource.js',
    'FROM no_such_table WHERE',
    'FROM retail_stores WHERE TRUE OR',
  );
  const all = await sandbox.countRows('retail_stores');
  await expect.poll(() => readNumber(count)).toBe(all);
  await expect(count.getByText(`${all.toLocaleString('en')} in total`)).toBeVisible();
  await expect(alert(page)).toBeHidden();

  expect(await page.evaluate(() => window.isTheSame)).toBe(true);
});

test('edits of an initial state start the page anew with it', async ({ page }) => {
  await enter(page, '/stores');
  const count = widget(page, 'Stores in view');
  await expect.poll(() => readNumber(count)).toBeGreaterThan(100);

  await edit('store/appSlice.js', 'fitToData: true', 'fitToData: false');
  await edit('store/initialStateSlice.js', 'zoom: 3.4', 'zoom: 9');
  await expect.poll(() => readNumber(count)).toBeLessThan(100);
  await edit('store/appSlice.js', "title: 'Same'", "title: 'Other'");
  await expect(page).toHaveTitle(/Other/);
});
