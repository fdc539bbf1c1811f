import { readFile } from 'node:fs/promises';
import { CARTO_URL } from '../../sandbox/settings.js';
import { enter } from '../support/enter.js';
import { readNumber, widget } from '../support/locators.js';
import { countPixels, showWorld } from '../support/map.js';
import { expect, test } from '../support/test.js';

const SUPERMARKET = '#3b7dd8';
const DRUGSTORE = '#16917f';

test('draws the stores by type, and counts all of them', async ({ page, sandbox }) => {
  await enter(page, '/stores');
  for (const color of [SUPERMARKET, DRUGSTORE]) {
    await expect.poll(() => countPixels(page, color)).toBeGreaterThan(50);
  }
  const stores = await sandbox.countRows('retail_stores');
  await showWorld(page);
  await expect.poll(() => readNumber(widget(page, 'Stores in view'))).toBe(stores);
});

test('draws the stores without the basemap, too', async ({ page, watched }) => {
  watched.expect(/basemap|net::ERR_FAILED/i);
  await page.context().route(`${CARTO_URL}/basemap/**`, (route) => route.abort());
  await enter(page, '/stores');
  await expect.poll(() => countPixels(page, SUPERMARKET)).toBeGreaterThan(50);
});

test('a part of the map that was lost is loaded again', async ({ page, sandbox, watched }) => {
  watched.expect(/net::ERR_FAILED|CARTO/);
  const tiles = `${CARTO_URL}/**/carto/sql/*/*/*`;
  await page.context().route(tiles, (route) => route.abort());
  await enter(page, '/stores');
  const count = widget(page, 'Stores in view');
  const retry = count.getByRole('button', { name: 'Incomplete: try again' });
  await expect(retry).toBeVisible();

  await page.context().unroute(tiles);
  await retry.click();
  await expect(retry).toBeHidden();
  await showWorld(page);
  await expect.poll(() => readNumber(count)).toBe(await sandbox.countRows('retail_stores'));
});

test('the widgets of a hidden layer follow the map', async ({ page, sandbox }) => {
  await enter(page, '/stores');
  await expect.poll(() => countPixels(page, SUPERMARKET)).toBeGreaterThan(50);
  const zoomIn = page.getByRole('button', { name: 'Zoom in' });
  for (let step = 0; step < 3; step += 1) await zoomIn.click();
  const stores = await sandbox.countRows('retail_stores');
  const count = widget(page, 'Stores in view');
  await expect.poll(() => readNumber(count)).toBeLessThan(stores);

  await page.getByRole('button', { name: 'Show Store type' }).click();
  await expect.poll(() => countPixels(page, SUPERMARKET)).toBe(0);
  for (let step = 0; step < 2; step += 1) await showWorld(page);
  await expect.poll(() => readNumber(count)).toBe(stores);
});

test('a selected type filters the map and the other widgets', async ({ page }) => {
  await enter(page, '/stores');
  const count = widget(page, 'Stores in view');
  const types = widget(page, 'Stores by type');
  const supermarkets = types.getByRole('button', { name: /^Supermarket/ });
  await expect.poll(() => countPixels(page, DRUGSTORE)).toBeGreaterThan(50);
  const all = await readNumber(count);
  const chosen = await readNumber(supermarkets);

  await supermarkets.click();
  await expect.poll(() => countPixels(page, DRUGSTORE)).toBe(0);
  expect(await countPixels(page, SUPERMARKET)).toBeGreaterThan(50);
  await expect.poll(() => readNumber(count)).toBe(chosen);
  await expect(types.getByRole('button', { name: /^Drugstore/ })).toBeVisible();

  await types.getByRole('button', { name: 'Clear' }).click();
  await expect.poll(() => countPixels(page, DRUGSTORE)).toBeGreaterThan(50);
  await expect.poll(() => readNumber(count)).toBe(all);
});

test('a selected revenue range filters the other widgets', async ({ page }) => {
  await enter(page, '/stores');
  const counted = /: ([\d,]+)$/;
  const bars = widget(page, 'Stores by revenue').getByRole('button', { name: counted });
  const bar = bars.first();
  const [, chosen] = counted.exec(await bar.getAttribute('aria-label'));
  await bar.click();
  await expect(bar).toHaveAttribute('aria-pressed', 'true');
  await expect(widget(page, 'Stores in view').getByText(chosen, { exact: true })).toBeVisible();
});

test('the revenue by month follows the filters', async ({ page }) => {
  await enter(page, '/stores');
  const chart = widget(page, 'Revenue by month').getByRole('img');
  await expect(chart).toHaveAccessibleName(/^January 2025: .*, December 2025: [^,]+$/);
  const all = await chart.getAttribute('aria-label');
  await widget(page, 'Stores by type')
    .getByRole('button', { name: /^Supermarket/ })
    .click();
  await expect(chart).not.toHaveAccessibleName(all);
  await expect(chart).toHaveAccessibleName(/^January 2025: /);
});

test('the table is sorted, and saves all stores in view as a file', async ({ page }) => {
  await enter(page, '/stores');
  const table = widget(page, 'Top stores in view');
  const cities = table.getByRole('cell').nth(1);
  await table.getByRole('button', { name: 'City' }).click();
  await expect(table.getByRole('columnheader', { name: /City/ })).toHaveAttribute(
    'aria-sort',
    'ascending',
  );
  await expect(cities).toHaveText(/^A/);

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    table.getByRole('button', { name: 'Download CSV' }).click(),
  ]);
  const lines = (await readFile(await download.path(), 'utf8')).trim().split('\r\n');
  expect(lines[0]).toBe('Address,City,Revenue');
  expect(lines).toHaveLength(1 + (await readNumber(widget(page, 'Stores in view'))));
});

test('the list links to a store, and the store links back to the list', async ({ page }) => {
  await enter(page, '/stores');
  const store = widget(page, 'Top stores in view').getByRole('link').first();
  const address = await store.innerText();
  await store.click();
  await expect(page.getByRole('heading', { level: 1, name: address })).toBeVisible();
  await expect(page.getByText('m²')).toBeVisible();
  const chart = widget(page, 'Revenue by month').getByRole('img');
  await expect(chart).toHaveAccessibleName(/^January 2025: .*, December 2025: [^,]+$/);
  await page.getByRole('link', { name: 'All stores' }).click();
  await expect(widget(page, 'Stores in view')).toBeVisible();
});

test('the filters stay while a store is open, and its data is not read again', async ({
  page,
  watched,
}) => {
  await enter(page, '/stores');
  const count = widget(page, 'Stores in view');
  const supermarkets = widget(page, 'Stores by type').getByRole('button', { name: /^Supermarket/ });
  await supermarkets.click();
  await expect.poll(() => countPixels(page, DRUGSTORE)).toBe(0);
  await expect.poll(() => readNumber(count)).toBe(await readNumber(supermarkets));
  const [chosen, read] = [await readNumber(count), watched.toCarto('format=tilejson').length];
  expect(read).toBeGreaterThan(0);

  await widget(page, 'Top stores in view').getByRole('link').first().click();
  await expect(page.getByText('m²')).toBeVisible();
  await page.getByRole('link', { name: 'All stores' }).click();
  await expect(supermarkets).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(() => readNumber(count)).toBe(chosen);
  expect(watched.toCarto('format=tilejson')).toHaveLength(read);
});

test('says that a store does not exist', async ({ page }) => {
  await enter(page, '/stores/999999');
  await expect(page.getByRole('heading', { name: 'Store not found' })).toBeVisible();
});

test('reads the example with the public key, without any failed request', async ({
  page,
  watched,
}) => {
  await enter(page, '/stores');
  await expect.poll(() => countPixels(page, SUPERMARKET)).toBeGreaterThan(50);
  const requests = watched.toCarto('retail_stores');
  expect(requests).not.toEqual([]);
  expect(requests.filter((each) => !each.includes('api_key=default_public'))).toEqual([]);
});
