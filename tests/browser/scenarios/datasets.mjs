/** Each dataset of one's own is drawn and counted; with OAuth after the login, with the token. */
import assert from 'node:assert/strict';
import { sizeOf } from '../../standin/tables.mjs';
import { logIn } from '../login.mjs';
import { countDrawn } from '../pixels.mjs';

export default async function datasets(stage) {
  const { page, settings } = stage;
  const names = settings.standin.datasets;
  await stage.visit('/datasets');
  let key = settings.standin.apiKey;
  if (!key) {
    await stage.button('Login with CARTO').waitFor();
    await page.waitForTimeout(500);
    assert.deepEqual(stage.asked(), []);
    await stage.photograph('locked');
    key = await logIn(stage);
  }
  const widgets = page.locator('main section[aria-labelledby]');
  const sizes = names.map((name) => String(sizeOf(name)));
  await stage.until('all are counted', async () => {
    const counts = (await widgets.allInnerTexts()).map((text) => text.trim().split('\n').at(-1));
    return JSON.stringify(counts) === JSON.stringify(sizes);
  });
  await stage.until('features are drawn', async () => (await countDrawn(page)) > 100);
  await stage.photograph('counted');
  const read = stage.asked('map');
  assert(read.every(({ params }) => params.api_key === key));
  assert(read.length >= names.length);
  assert(stage.asked().every(({ status }) => status < 400));
}
