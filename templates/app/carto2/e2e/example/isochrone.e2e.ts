import { enterWithData } from '../support/enter.ts';
import { widget } from '../support/locators.ts';
import { askAlsoFor, readToken } from '../support/login.ts';
import { countPixels } from '../support/map.ts';
import { expect, test } from '../support/test.ts';

const BORDER = '#2f80ed';

test('calculates an isochrone with the token of the logged-in user', async ({ page, watched }) => {
  await askAlsoFor(page, 'dataservices:isolines');
  await enterWithData(page, '/stores/1');
  await expect(page.getByText('m²')).toBeVisible();
  const before = await countPixels(page, BORDER);

  await page.getByRole('button', { name: 'Calculate isochrone' }).click();
  await expect.poll(() => countPixels(page, BORDER)).toBeGreaterThan(before + 100);
  await expect(widget(page, 'Isochrone').getByRole('status')).toHaveText(/km², \d+ stores?$/);
  const requests = watched.toCarto('cdb_isochrone');
  const token = await readToken(page);
  expect(requests).toHaveLength(1);
  expect(requests[0]).toContain('/user/owner/');
  expect(requests[0]).toContain(`api_key=${token}`);

  await widget(page, 'Isochrone').getByRole('button', { name: 'Clear' }).click();
  await expect.poll(() => countPixels(page, BORDER)).toBeLessThan(before + 100);
});
