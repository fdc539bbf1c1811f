import { expectAccessible } from './support/accessibility.js';
import { enterWithData } from './support/enter.js';
import { press } from './support/keyboard.js';
import { expect, test } from './support/test.js';

test('a place can be found and cleared with the keyboard', async ({ page, watched }) => {
  await enterWithData(page);
  const button = page.getByRole('button', { name: 'Search for a place' });
  await press(page, button);
  const field = page.getByRole('textbox', { name: 'Town or address' });
  await expect(field).toBeFocused();

  await page.keyboard.type('Atlantis');
  await page.keyboard.press('Enter');
  await expect(page.getByText('CARTO found no such place.')).toBeVisible();
  await expectAccessible(page);

  await field.fill('portland, me');
  await page.keyboard.press('Enter');
  const marker = page.getByRole('img', { name: 'portland, me' });
  await expect(marker).toBeInViewport();
  await expect(page).toHaveURL(/lat=43\.67/);
  await expect(button).toBeFocused();
  expect(watched.toCarto('cdb_geocode_street_point')).toHaveLength(1);

  await press(page, page.getByRole('button', { name: 'Clear the place' }));
  await expect(marker).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(field).toHaveCount(0);
  await expect(button).toBeFocused();
});
