import { API_KEY } from '../../sandbox/settings.js';
import { enter } from '../support/enter.js';
import { countPixels } from '../support/map.js';
import { expect, test } from '../support/test.js';

const BORDER = '#2f80ed';

test('calculates an isochrone with the application’s own key', async ({ page, watched }) => {
  await enter(page, '/stores/1');
  await expect(page.getByText('m²')).toBeVisible();
  const before = await countPixels(page, BORDER);
  await page.getByRole('button', { name: 'Calculate isochrone' }).click();
  await expect.poll(() => countPixels(page, BORDER)).toBeGreaterThan(before + 100);
  const requests = watched.toCarto('cdb_isochrone');
  expect(requests).toHaveLength(1);
  expect(requests[0]).toContain(`api_key=${API_KEY}`);
});
