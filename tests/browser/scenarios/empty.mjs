/** An application without any data shows its map and says what to do. */
import assert from 'node:assert/strict';
import { countPixels } from '../pixels.mjs';

export default async function empty(stage) {
  await stage.visit();
  await stage.page.getByText('The map is empty.').waitFor();
  await stage.until('the basemap is drawn', async () => (await countPixels(stage.page, '#fafaf8')) > 10_000);
  assert.deepEqual(stage.asked(), []);
  await stage.photograph('shown');
}
