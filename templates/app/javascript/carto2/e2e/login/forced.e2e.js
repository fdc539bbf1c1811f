import { accountButton, logIn, loginButton, logOut } from '../support/login.js';
import { expect, test } from '../support/test.js';

// For an application that starts with the login: `forceOAuthLogin` in src/store/appSlice.js.

async function expectOnlyLogin(page) {
  await expect(loginButton(page)).toBeVisible();
  await page.waitForLoadState('networkidle');
  await expect(page.getByRole('button')).toHaveCount(1);
  await expect(page.locator('canvas, header, nav')).toHaveCount(0);
}

test('before the login, there is only its button, and no request to CARTO', async ({
  page,
  watched,
}) => {
  for (const path of ['/', '/stores', '/datasets', '/private', '/nothing']) {
    await page.goto(path);
    await expectOnlyLogin(page);
  }
  expect(watched.toCarto()).toEqual([]);
});

test('the login leads to the requested view, and the logout back to the login', async ({
  page,
}) => {
  await page.goto('/nothing');
  await expectOnlyLogin(page);
  await logIn(page);
  await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible();
  await logOut(page);
  await expectOnlyLogin(page);
  await expect(page.getByText('You are logged out of this application.')).toBeVisible();
});

test('another tab starts with the login', async ({ page }) => {
  await page.goto('/');
  await logIn(page);
  const tab = await page.context().newPage();
  await tab.goto('/');
  await expectOnlyLogin(tab);
  await expect(accountButton(page)).toBeVisible();
});
