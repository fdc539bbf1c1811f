import { expectAccessible } from '../support/accessibility.ts';
import { enter } from '../support/enter.ts';
import { widget } from '../support/locators.ts';
import { expect, test } from '../support/test.ts';

test('a store with its isochrone is accessible', async ({ page }) => {
  await enter(page, '/stores/1');
  await page.getByRole('button', { name: 'Calculate isochrone' }).waitFor();
  await expectAccessible(page);
  await page.getByRole('combobox', { name: 'Mode' }).click();
  await expect(page.getByRole('listbox')).toBeVisible();
  await expectAccessible(page);
});

test('the stores view is accessible with a filter', async ({ page }) => {
  await enter(page, '/stores');
  const types = widget(page, 'Stores by type');
  await types.getByRole('button').first().click();
  await expect(types.getByRole('button', { name: 'Clear' })).toBeVisible();
  await expectAccessible(page);
});
