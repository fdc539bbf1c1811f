import { press, tabTo } from '../support/keyboard.js';
import { accountButton, loginButton } from '../support/login.js';
import { expect, test } from '../support/test.js';

test('login and logout work with the keyboard', async ({ page }) => {
  await page.goto('/');
  await tabTo(page, loginButton(page));
  const [popup] = await Promise.all([page.waitForEvent('popup'), page.keyboard.press('Enter')]);
  await press(popup, popup.getByRole('button', { name: 'Allow' }));

  await press(page, accountButton(page));
  await expect(page.getByRole('menu')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(accountButton(page)).toBeFocused();

  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Go to CARTO' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(loginButton(page)).toBeVisible();
});
