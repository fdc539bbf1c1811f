import { alert } from '../support/locators.js';
import { accountButton, decide, logIn, loginButton, openLogin } from '../support/login.js';
import { expect, test } from '../support/test.js';

test('after Allow somebody is logged in, and the window is closed', async ({ page }) => {
  await page.goto('/');
  const popup = await openLogin(page);
  const closed = popup.waitForEvent('close');
  await decide(popup, 'Allow');
  await closed;
  await expect(accountButton(page)).toBeVisible();
  await expect(alert(page)).toHaveCount(0);
});

test('after Deny that is said, and one can try again', async ({ page }) => {
  await page.goto('/');
  await decide(await openLogin(page), 'Deny');
  await expect(alert(page)).toContainText('did not allow');
  await logIn(page);
  await expect(alert(page)).toHaveCount(0);
});

for (const [mistake, words] of [
  ['Server error', 'problem of its own'],
  ['Malformed answer', 'malformed'],
  ['User information from another site', 'a server that this application does not know'],
]) {
  test(`a wrong answer is said, and nobody gets the token: ${mistake}`, async ({
    page,
    watched,
  }) => {
    await page.goto('/');
    await decide(await openLogin(page), 'Allow', { answer: mistake });
    await expect(alert(page)).toContainText(words);
    await expect(loginButton(page)).toBeEnabled();
    expect(watched.toCarto('/api/v4/me')).toEqual([]);
  });
}
