import { enter } from '../support/enter.js';
import { alert } from '../support/locators.js';
import { logIn } from '../support/login.js';
import { expect, test } from '../support/test.js';

test('says that an isochrone needs a login, and sends no request', async ({ page, watched }) => {
  await enter(page, '/stores/1');
  await page.getByRole('button', { name: 'Calculate isochrone' }).click();
  await expect(alert(page)).toContainText('Log in to calculate isochrones');
  expect(watched.toCarto('cdb_isochrone')).toEqual([]);

  await logIn(page);
  await expect(alert(page)).toHaveCount(0);
});
