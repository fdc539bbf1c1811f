import { enter } from '../support/enter.ts';
import { readNumber, widget } from '../support/locators.ts';
import { expect, test } from '../support/test.ts';

const PHONE = { width: 390, height: 844 };

test('the filters and the position of the map survive a store, a reload and a shared link', async ({
  page,
}) => {
  await enter(page, '/stores');
  const count = widget(page, 'Stores in view');
  const supermarkets = widget(page, 'Stores by type').getByRole('button', { name: /^Supermarket/ });
  // Both numbers follow the map, so they are read together.
  const onlySupermarkets = async () =>
    (await readNumber(count)) === (await readNumber(supermarkets));
  await supermarkets.click();
  await page.getByRole('button', { name: 'Zoom in' }).click();
  await expect(page).toHaveURL(/zoom=.*filters=/);
  await expect.poll(onlySupermarkets).toBe(true);
  const { search } = new URL(page.url());

  await widget(page, 'Top stores in view').getByRole('link').first().click();
  await expect(page.getByText('m²')).toBeVisible();
  await page.getByRole('link', { name: 'All stores' }).click();
  await expect.poll(() => new URL(page.url()).search).toBe(search);

  await page.reload();
  await expect(supermarkets).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(onlySupermarkets).toBe(true);
  expect(new URL(page.url()).search).toBe(search);

  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(supermarkets).toHaveAttribute('aria-pressed', 'false');
  await expect(page).not.toHaveURL(/filters/);
});

test('a malformed link shows the view as it is', async ({ page }) => {
  await enter(
    page,
    '/stores?zoom=x&filters={"storesByType.storetype":[{"a":1}]}&area=1+2&basemap=none',
  );
  const types = widget(page, 'Stores by type').getByRole('button');
  await expect(types.first()).toHaveAttribute('aria-pressed', 'false');
  await expect(page.getByRole('button', { name: 'Clear filters' })).toHaveCount(0);
});

test('the first view shows all stores, on a phone, too', async ({ page, sandbox }) => {
  await page.setViewportSize(PHONE);
  await enter(page, '/stores');
  const stores = await sandbox.countRows('retail_stores');
  await expect.poll(() => readNumber(widget(page, 'Stores in view'))).toBe(stores);
});
