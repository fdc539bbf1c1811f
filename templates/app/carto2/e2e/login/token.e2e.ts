import type { Page } from '@playwright/test';
import { askAlsoFor, decide, openLogin, openOwnData, readToken } from '../support/login.ts';
import { expectFeatures } from '../support/map.ts';
import { expect, test } from '../support/test.ts';

test('the token is only in the storage of its tab and in requests to CARTO', async ({
  context,
  page,
  watched,
}) => {
  await askAlsoFor(page, 'datasets:r:*');
  await page.goto('/');
  const popup = await openLogin(page);
  await context.addInitScript(() => {
    // Keeps the login window open, to see what it leaves behind.
    window.close = () => {};
  });
  await decide(popup, 'Allow');
  await expect(popup.getByText('You can close this window')).toBeVisible();
  await openOwnData(page);
  await expectFeatures(page);

  const token = (await readToken(page))!;
  expect(watched.toCarto(token)).not.toEqual([]);
  expect(watched.traces()).not.toContain(token);
  for (const window of [page, popup]) {
    expect(await readTraces(window)).not.toContain(token);
    expect(await readHistory(window)).not.toContain(token);
  }
});

const readTraces = (page: Page) =>
  page.evaluate(() =>
    JSON.stringify([
      { ...localStorage },
      document.cookie,
      window.location.href,
      window.history.state,
      document.documentElement.outerHTML,
    ]),
  );

async function readHistory(page: Page) {
  const devTools = await page.context().newCDPSession(page);
  return JSON.stringify(await devTools.send('Page.getNavigationHistory'));
}
