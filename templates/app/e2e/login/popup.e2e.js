import { alert } from '../support/locators.js';
import {
  accountButton,
  changeRequest,
  decide,
  logIn,
  loginButton,
  openLogin,
} from '../support/login.js';
import { expect, test } from '../support/test.js';

test('a window that is closed without an answer: that is said, and one can try again', async ({
  page,
}) => {
  await page.goto('/');
  const popup = await openLogin(page);
  await popup.close();
  await expect(alert(page)).toContainText('was closed');
  await logIn(page);
});

test('a window in which CARTO refuses the application: one can try again', async ({
  page,
  watched,
}) => {
  watched.expect(/status of 400/);
  await page.goto('/');
  await changeRequest(page, (params) => params.set('client_id', 'unknown'));
  const popup = await openLogin(page);
  await expect(popup.getByText('No application is registered')).toBeVisible();
  await popup.close();
  await expect(alert(page)).toContainText('was closed');
  await expect(loginButton(page)).toBeEnabled();
});

test('a window that the browser blocks: that is said', async ({ page }) => {
  await page.goto('/');
  await page.evaluate(() => {
    window.open = () => null;
  });
  await loginButton(page).click();
  await expect(alert(page)).toContainText('blocked');
  await expect(loginButton(page)).toBeEnabled();
});

test('a window whose tie to this one CARTO cuts: the login goes on there', async ({
  page,
  sandbox,
}) => {
  await sandbox.set({ coop: true });
  await page.goto('/');
  const popup = await openLogin(page);
  // To the application, the window looks closed.
  await expect(alert(page)).toContainText('If it is still open, go on there');
  await decide(popup, 'Allow');
  await expect(accountButton(page)).toBeVisible();
  await expect(alert(page)).toHaveCount(0);
});

test('a login that is cancelled closes its window', async ({ page }) => {
  await page.goto('/');
  const popup = await openLogin(page);
  const closed = popup.waitForEvent('close');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await closed;
  await expect(loginButton(page)).toBeEnabled();
});
