/** A session ends with its token, and when CARTO takes the token back; both are said, and one can log in again. */
import assert from 'node:assert/strict';
import { logIn } from '../login.mjs';

export default async function expiry(stage) {
  const { page, standin } = stage;
  const expired = page.getByRole('alert').filter({ hasText: 'session has expired' });
  await stage.visit(stage.settings.view);

  standin.accounts.expiresIn = 5.25;
  await logIn(stage);
  await expired.waitFor();
  await stage.photograph('expired');
  assert.equal(await page.evaluate(() => sessionStorage.length), 0, 'nothing is left of the session');

  standin.accounts.expiresIn = 3599.9;
  await logIn(stage);
  await expired.waitFor({ state: 'detached' });
  standin.accounts.revoke();
  stage.expect(/status of 401/);
  await stage.until('the next tiles are refused', async () => {
    if (await expired.isVisible()) return true;
    await page.getByLabel('Zoom in').evaluateAll(([button]) => button?.click());
    return false;
  });
  await stage.photograph('revoked');
}
