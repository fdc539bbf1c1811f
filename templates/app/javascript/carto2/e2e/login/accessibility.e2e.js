import { expectAccessible } from '../support/accessibility.js';
import { alert } from '../support/locators.js';
import { accountButton, decide, logIn, loginButton, openLogin } from '../support/login.js';
import { expect, test } from '../support/test.js';

test('the page before the login is accessible', async ({ page }) => {
  await page.goto('/');
  await expect(loginButton(page)).toBeVisible();
  await expectAccessible(page);
});

test('a pending login and a failed login are accessible', async ({ page }) => {
  await page.goto('/');
  const popup = await openLogin(page);
  await expect(popup.getByRole('button', { name: 'Deny' })).toBeVisible();
  await expectAccessible(popup);
  await expectAccessible(page);
  await decide(popup, 'Deny');
  await expect(alert(page)).toBeVisible();
  await expectAccessible(page);
});

test('the account menu is accessible', async ({ page }) => {
  await page.goto('/');
  await logIn(page);
  await accountButton(page).click();
  await expect(page.getByRole('menu')).toBeVisible();
  await expectAccessible(page);
});
