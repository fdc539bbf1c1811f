import { CARTO_URL } from '../sandbox/settings.js';
import { enter } from './support/enter.ts';
import { alert, map } from './support/locators.ts';
import { expect, test } from './support/test.ts';

test('the application works without the basemap', async ({ page, watched }) => {
  watched.expect(/basemap|net::ERR_FAILED/i);
  await page.context().route(`${CARTO_URL}/basemap/**`, (route) => route.abort());
  await enter(page);
  await expect.poll(() => watched.said(/The basemap is incomplete/)).not.toEqual([]);
  await expect(map(page)).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(alert(page)).toHaveCount(0);
});
