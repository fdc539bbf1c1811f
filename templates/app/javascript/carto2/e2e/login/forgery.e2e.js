import { APP_URL, CARTO_URL, OWNER } from '../../sandbox/settings.js';
import { alert } from '../support/locators.js';
import { accountButton, decide, openLogin } from '../support/login.js';
import { expect, test } from '../support/test.js';

const ELSEWHERE = 'http://elsewhere.localhost';

/** An answer like CARTO's, but with a token that it never issued. */
const forge = (state) =>
  `${new URLSearchParams({
    access_token: 'forged-token',
    token_type: 'Bearer',
    expires_in: '3599.9',
    user_info_url: `${CARTO_URL}/user/${OWNER}/api/v4/me`,
    state,
  })}`;

test('ignores an answer with another state', async ({ page, watched }) => {
  await page.goto('/');
  const popup = await openLogin(page);
  await decide(popup, 'Allow', { answer: 'Forged state' });
  await expect(alert(popup)).toContainText('no longer waiting for this login');
  await expect(accountButton(page)).toHaveCount(0);
  expect(watched.toCarto('/api/v4/me')).toEqual([]);
  await popup.close();
  await expect(alert(page)).toContainText('was closed');
});

test('ignores an answer that CARTO did not send', async ({ page, watched }) => {
  await page.goto('/');
  const popup = await openLogin(page);
  const forger = await page.context().newPage();
  for (const state of ['', 'x', 'ab'.repeat(32)]) {
    await forger.goto('about:blank');
    await forger.goto(`/oauthCallback#${forge(state)}`);
    await expect(alert(forger)).toBeVisible();
    expect(forger.url()).toBe(`${APP_URL}/oauthCallback`);
  }
  await expect(accountButton(page)).toHaveCount(0);
  expect(watched.toCarto('forged-token')).toEqual([]);

  await decide(popup, 'Allow');
  await expect(accountButton(page)).toBeVisible();
});

test('ignores everything from another site', async ({ context, page, watched }) => {
  await context.route(`${ELSEWHERE}/`, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<title>Elsewhere</title>' }),
  );
  await page.goto(ELSEWHERE);
  const [application] = await Promise.all([
    page.waitForEvent('popup'),
    page.evaluate((url) => {
      window.application = window.open(url);
    }, APP_URL),
  ]);
  const popup = await openLogin(application);
  const state = 'cd'.repeat(32);
  const [callback] = await Promise.all([
    page.waitForEvent('popup'),
    page.evaluate(
      ([url, answer]) => {
        const callback = window.open(`${url}/oauthCallback#${answer}`);
        for (const message of [
          answer,
          `#${answer}`,
          Object.fromEntries(new URLSearchParams(answer)),
        ]) {
          window.application.postMessage(message, '*');
          callback.postMessage(message, '*');
        }
        new BroadcastChannel(new URLSearchParams(answer).get('state')).postMessage(answer);
      },
      [APP_URL, forge(state)],
    ),
  ]);
  await expect(alert(callback)).toContainText('no longer waiting for this login');
  await expect(accountButton(application)).toHaveCount(0);
  expect(watched.toCarto('forged-token')).toEqual([]);

  await decide(popup, 'Allow');
  await expect(accountButton(application)).toBeVisible();
});

test('the callback page explains itself when it is opened directly', async ({ page }) => {
  await page.goto('/oauthCallback');
  await expect(alert(page)).toContainText('Do not open it directly');
});
