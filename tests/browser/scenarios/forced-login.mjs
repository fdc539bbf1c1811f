/** A forced login: nothing but the login screen, then the whole application, then the login screen again. */
import assert from 'node:assert/strict';
import { assertTokenIsKept, decide, logIn, logOut, openLogin } from '../login.mjs';
import { countDrawn } from '../pixels.mjs';

export default async function forcedLogin(stage) {
  const { page } = stage;
  for (const path of ['/', stage.settings.view]) {
    await stage.visit(path);
    await assertOnlyLogin(stage, page);
  }
  assert.deepEqual([stage.asked(), stage.hosts.asked], [[], []], 'nothing is asked of anybody before the login');
  await stage.photograph('before');

  await decide(await openLogin(stage), 'Deny');
  await page.getByRole('alert').waitFor();
  await stage.photograph('denied');

  const token = await logIn(stage);
  await stage.until('features are drawn', async () => (await countDrawn(page)) > 100);
  assert.equal(new URL(page.url()).pathname, stage.settings.view, 'the view that was asked for is shown');
  await assertTokenIsKept(stage, token);
  await stage.photograph('after');

  await page.reload();
  await stage.button(/^Account/).waitFor();
  const other = await stage.context.newPage();
  await other.goto(stage.url);
  await assertOnlyLogin(stage, other);
  await other.close();

  await stage.button(/^Account/).click();
  const link = page.getByRole('menuitem', { name: 'Go to CARTO' });
  assert.match(await link.getAttribute('href'), /^http.+\/some-user/);
  await stage.photograph('account');
  await page.keyboard.press('Escape');
  await logOut(stage);
  await assertOnlyLogin(stage, page);
  assert(!(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).includes(token));
}

async function assertOnlyLogin(stage, page) {
  await page.getByRole('button', { name: 'Login with CARTO' }).waitFor();
  // Time enough for whatever would come without being asked.
  await page.waitForTimeout(1000);
  assert.equal(await page.locator('canvas, header, nav').count(), 0, 'the login is the only thing on the screen');
  assert.equal(await page.getByRole('button').count(), 1);
}
