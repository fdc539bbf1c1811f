import { expectAccessible } from '../support/accessibility.js';
import { enter } from '../support/enter.js';
import { press } from '../support/keyboard.js';
import { map, readNumber, widget } from '../support/locators.js';
import { expect, test } from '../support/test.js';

async function enterStores(page) {
  await enter(page, '/stores');
  const count = widget(page, 'Stores in view');
  await expect.poll(() => readNumber(count)).toBeGreaterThan(0);
  return { count, all: await readNumber(count) };
}

async function choose(page, way) {
  await page.getByRole('button', { name: 'Select an area' }).click();
  await page.getByRole('menuitem', { name: way }).click();
}

/** A place on the map, given as shares of its width and height. The panel covers its right part. */
async function placeOnMap(page, x, y) {
  const box = await map(page).boundingBox();
  return [box.x + x * box.width, box.y + y * box.height];
}

test('a rectangle filters the widgets, and survives a reload', async ({ page }) => {
  const { count, all } = await enterStores(page);
  await choose(page, 'Rectangle');
  await page.mouse.move(...(await placeOnMap(page, 0.25, 0.5)));
  await page.mouse.down();
  await page.mouse.move(...(await placeOnMap(page, 0.5, 0.9)), { steps: 3 });
  await page.mouse.up();
  await expect.poll(() => readNumber(count)).toBeLessThan(all);
  const chosen = await readNumber(count);
  expect(chosen).toBeGreaterThan(0);

  await page.reload();
  await expect.poll(() => readNumber(count)).toBe(chosen);
  await page.getByRole('button', { name: 'Clear the selection' }).click();
  await expect.poll(() => readNumber(count)).toBe(all);
});

test('a polygon filters the widgets', async ({ page }) => {
  const { count, all } = await enterStores(page);
  await choose(page, 'Polygon');
  const corners = [[0.25, 0.45], [0.55, 0.45], [0.4, 0.9], [0.25, 0.45]]; // prettier-ignore
  for (const corner of corners) await page.mouse.click(...(await placeOnMap(page, ...corner)));
  await expect.poll(() => readNumber(count)).toBeLessThan(all);
});

test('what is in view can be selected with the keyboard', async ({ page }) => {
  await enterStores(page);
  await press(page, page.getByRole('button', { name: 'Select an area' }));
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Clear the selection' })).toBeVisible();
  await expect(page).toHaveURL(/area=/);
  await expect(page.getByRole('button', { name: 'Select an area' })).toBeFocused();
});

test('a state opens a popup, which returns the focus', async ({ page }) => {
  await enter(page, '/kpi');
  await expect(widget(page, 'Total revenue').getByText(/^\$/)).toBeVisible();
  const popup = page.getByRole('dialog');
  await expect(async () => {
    await page.mouse.click(...(await placeOnMap(page, 0.48, 0.62)));
    await expect(popup).toContainText('stores', { timeout: 2000 });
  }).toPass();
  await expect(popup).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(popup).toHaveCount(0);
  await expect(page.getByRole('application')).toBeFocused();
});
