/** The title arrives as it was given, in the window and on the page. */
import assert from 'node:assert/strict';

export default async function title(stage) {
  const { page, settings } = stage;
  await stage.visit();
  await page.locator('canvas').first().waitFor();
  assert((await page.title()).endsWith(` – ${settings.title}`), 'behind the title of the view');
  assert.equal(await page.locator('header p').innerText(), settings.title);
  await stage.photograph('shown');
}
