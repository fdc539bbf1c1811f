import { logIn, logOut, openOwnData, askAlsoFor } from '../support/login.ts';
import { expectFeatures, expectNoFeatures } from '../support/map.ts';
import { expect, test } from '../support/test.ts';

// For an application that opens without a login: `forceOAuthLogin` in src/store/appSlice.ts.

test('requests private data after the login, and removes it at logout', async ({
  page,
  watched,
}) => {
  await askAlsoFor(page, 'datasets:r:*');
  await page.goto('/');
  await openOwnData(page);
  const button = page.getByRole('button', { name: 'Login with CARTO', exact: true });
  await expect(button).toBeVisible();
  await page.waitForLoadState('networkidle');
  await expectNoFeatures(page);
  expect(watched.toCarto('/user/owner/')).toEqual([]);

  await logIn(page, { button });
  await expectFeatures(page);
  await logOut(page);
  await expect(button).toBeVisible();
  await expectNoFeatures(page);
});
