import { enter } from '../support/enter.ts';
import { alert } from '../support/locators.ts';
import { expect, test } from '../support/test.ts';

test('says that an isochrone needs another API key, and sends no request', async ({
  page,
  watched,
}) => {
  await enter(page, '/stores/1');
  await page.getByRole('button', { name: 'Calculate isochrone' }).click();
  await expect(alert(page)).toContainText('The public API key can’t calculate isochrones');
  expect(watched.toCarto('cdb_isochrone')).toEqual([]);
});
