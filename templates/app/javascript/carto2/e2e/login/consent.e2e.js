import { alert } from '../support/locators.js';
import { accountButton, decide, logIn, loginButton, openLogin } from '../support/login.js';
import { expect, test } from '../support/test.js';

test('Allow logs in and closes the window', async ({ page }) => {
  await page.goto('/');
  const popup = await openLogin(page);
  const closed = popup.waitForEvent('close');
  await decide(popup, 'Allow');
  await closed;
  await expect(accountButton(page)).toBeVisible();
  await expect(alert(page)).toHaveCount(0);
});

test('Deny shows an error, and the login can be repeated', async ({ page }) => {
  await page.goto('/');
  await decide(await openLogin(page), 'Deny');
  await expect(alert(page)).toContainText('did not allow');
  await logIn(page);
  await expect(alert(page)).toHaveCount(0);
});

for (const [answer, message] of [
  ['Server error', 'server error'],
  ['Malformed answer', 'malformed'],
  ['User information from another site', 'a server that this application does not trust'],
]) {
  test(`reports a wrong answer, and sends the token nowhere: ${answer}`, async ({
    page,
    watched,
  }) => {
    await page.goto('/');
    await decide(await openLogin(page), 'Allow', { answer });
    await expect(alert(page)).toContainText(message);
    await expect(loginButton(page)).toBeEnabled();
    expect(watched.toCarto('/api/v4/me')).toEqual([]);
  });
}
