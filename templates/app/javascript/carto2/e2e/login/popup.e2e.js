import { alert } from '../support/locators.js';
import {
  accountButton,
  changeRequest,
  decide,
  logIn,
  loginButton,
  openLogin,
} from '../support/login.js';
import { expect, test } from '../support/loginTest.js';

test('reports a window that is closed without an answer, and the login can be repeated', async ({
  page,
}) => {
  await page.goto('/');
  const popup = await openLogin(page);
  await popup.close();
  await expect(alert(page)).toContainText('was closed');
  await logIn(page);
});

test('the login can be repeated after CARTO refused the application', async ({ page, watched }) => {
  watched.expect(/status of 400/);
  await page.goto('/');
  await changeRequest(page, (params) => params.set('client_id', 'unknown'));
  const popup = await openLogin(page);
  await expect(popup.getByText('No application is registered')).toBeVisible();
  await popup.close();
  await expect(alert(page)).toContainText('was closed');
  await expect(loginButton(page)).toBeEnabled();
});

test('reports a window that the browser blocks', async ({ page }) => {
  await page.goto('/');
  await page.evaluate(() => {
    window.open = () => null;
  });
  await loginButton(page).click();
  await expect(alert(page)).toContainText('blocked');
  await expect(loginButton(page)).toBeEnabled();
});

test('the login continues in a window that is isolated from its opener', async ({
  page,
  logins,
}) => {
  await logins.set({ coop: true });
  await page.goto('/');
  const popup = await openLogin(page);
  // To the application, the window looks closed.
  await expect(alert(page)).toContainText('If it is still open, continue there');
  await decide(popup, 'Allow');
  await expect(accountButton(page)).toBeVisible();
  await expect(alert(page)).toHaveCount(0);
});

test('a canceled login closes its window', async ({ page }) => {
  await page.goto('/');
  const popup = await openLogin(page);
  const closed = popup.waitForEvent('close');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await closed;
  await expect(loginButton(page)).toBeEnabled();
});
