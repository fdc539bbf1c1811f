import { enterWithData } from './support/enter.ts';
import { expect, test } from './support/test.ts';

declare global {
  interface Window {
    hasRun?: boolean;
  }
}

// Every test checks that the application itself follows the policy, as it fails on a violation.
test.describe('the Content-Security-Policy', () => {
  test.beforeEach(({ watched }) => watched.expect(/Content Security Policy|violates/i));

  test('runs only the scripts of the application', async ({ page, watched }) => {
    await enterWithData(page);
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.hasRun = true';
      document.body.append(script);
    });
    await expect.poll(() => watched.said(/script-src/)).not.toEqual([]);
    expect(await page.evaluate(() => window.hasRun)).toBeUndefined();
  });

  test('blocks requests to other sites', async ({ page }) => {
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
