import { enter } from '../support/enter.js';
import { alert } from '../support/locators.js';
import { expect, test } from '../support/test.js';

test('an isochrone needs a key of one’s own: that is said, and nothing is asked for', async ({
  page,
  watched,
}) => {
  await enter(page, '/stores/1');
  await page.getByRole('button', { name: 'Calculate isochrone' }).click();
  await expect(alert(page)).toContainText('nobody can get them with the public key');
  expect(watched.toCarto('cdb_isochrone')).toEqual([]);
});
