/** A private key that isn't there is said, and nothing is asked without it. */
import assert from 'node:assert/strict';

export default async function missingKey(stage) {
  await stage.visit();
  await stage.page.getByRole('alert').filter({ hasText: 'VITE_CARTO_API_KEY' }).waitFor();
  assert.deepEqual(stage.asked(), []);
  await stage.photograph('told');
}
