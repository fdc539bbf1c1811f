import { CARTO_URL } from '../../sandbox/settings.js';
import { alert } from '../support/locators.js';
import {
  accountButton,
  askAlsoFor,
  logIn,
  loginButton,
  logOut,
  openOwnData,
  readToken,
} from '../support/login.js';
import { expect, test } from '../support/loginTest.js';
import { expectFeatures } from '../support/map.js';

const EXPIRED = 'session has expired';

test('a reload keeps the session, but another tab has none', async ({ page }) => {
  await page.goto('/');
  await logIn(page);
  await page.reload();
  await expect(accountButton(page)).toBeVisible();

  const tab = await page.context().newPage();
  await tab.goto('/');
  await expect(loginButton(tab)).toBeVisible();
  await expect(accountButton(tab)).toHaveCount(0);
});

test('a logout leaves nothing behind', async ({ page }) => {
  await page.goto('/');
  await logIn(page);
  await logOut(page);
  await expect(loginButton(page)).toBeVisible();
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  await page.reload();
  await expect(loginButton(page)).toBeVisible();
});

test('the account menu links to CARTO', async ({ page }) => {
  await page.goto('/');
  await logIn(page);
  await accountButton(page).click();
  const [carto] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('menuitem', { name: 'Go to CARTO' }).click(),
  ]);
  await expect(carto).toHaveURL(new RegExp(`^${CARTO_URL}`));
  expect(await carto.evaluate(() => window.opener)).toBeNull();
});

test('a session ends when its token expires, and the user can log in again', async ({
  page,
  logins,
}) => {
  await logins.set({ lifetime: 6 });
  await page.goto('/');
  await logIn(page);
  await expect(alert(page)).toContainText(EXPIRED);
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);

  await logins.set();
  await logIn(page);
  await expect(alert(page)).toHaveCount(0);
});

test('a session that expired in the meantime is not restored', async ({ page }) => {
  await page.goto('/');
  await logIn(page);
  await page.goto(CARTO_URL);
  await page.clock.setFixedTime(Date.now() + 2 * 60 * 60 * 1000);
  await page.goto('/');
  await expect(alert(page)).toContainText(EXPIRED);
  expect(await readToken(page)).toBeNull();
});

test('a token that CARTO revokes ends the session', async ({ page, logins, watched }) => {
  watched.expect(/status of 401/);
  await askAlsoFor(page, 'datasets:r:*');
  await page.goto('/');
  await logIn(page);
  await openOwnData(page);
  await expectFeatures(page);
  await logins.revoke();
  await page.getByRole('button', { name: 'Zoom in' }).click();
  await expect(alert(page)).toContainText(EXPIRED);
  expect(await readToken(page)).toBeNull();
});
