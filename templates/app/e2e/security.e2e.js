import { enterWithData } from './support/enter.js';
import { expect, test } from './support/test.js';

// That the application itself keeps to the policy is seen in every test: each fails on a violation.
test.describe('the Content-Security-Policy', () => {
  test.beforeEach(({ watched }) => watched.expect(/Content Security Policy|violates/i));

  test('lets no script run but the files of the application', async ({ page, watched }) => {
    await enterWithData(page);
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.hasRun = true';
      document.body.append(script);
    });
    await expect.poll(() => watched.said(/script-src/)).not.toEqual([]);
    expect(await page.evaluate(() => window.hasRun)).toBeUndefined();
  });

  test('lets nothing be sent elsewhere', async ({ page }) => {
    await enterWithData(page);
    const isSent = page.evaluate(() =>
      fetch('https://elsewhere.localhost/').then(
        () => true,
        () => false,
      ),
    );
    expect(await isSent).toBe(false);
  });
});
