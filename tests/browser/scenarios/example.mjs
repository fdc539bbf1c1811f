/** The example without any login: the stores with their widgets, the states, one store. */
import assert from 'node:assert/strict';
import { countPixels } from '../pixels.mjs';

const SUPERMARKET = '#12467b';
const DRUGSTORE = '#0b7a6c';
/** $10M – $50M, as it looks over the basemap's land. */
const MEDIUM_REVENUE = 'rgb(167, 214, 202)';

export default async function example(stage) {
  const { page } = stage;
  await stage.visit();
  await page.waitForURL('**/stores');
  await stage.until('supermarkets are drawn', async () => (await countPixels(page, SUPERMARKET)) > 50);
  await stage.until('drugstores are drawn', async () => (await countPixels(page, DRUGSTORE)) > 50);
  const widget = (name) => page.getByRole('region', { name, exact: true });
  await stage.until('all stores are counted', async () => (await widget('Stores in view').innerText()).endsWith('200'));
  await stage.photograph('stores');

  await stage.button(/^Supermarket/).click();
  await stage.until('the category filters the map', async () => (await countPixels(page, DRUGSTORE)) === 0);
  assert((await countPixels(page, SUPERMARKET)) > 50, 'the chosen category stays on the map');
  await stage.until('the category filters the widgets', async () => (await widget('Stores in view').innerText()).endsWith('33'));
  assert.match(await widget('Stores by type').innerText(), /Drugstore/, 'the widget keeps its other categories');
  await stage.photograph('filtered');
  await widget('Stores by type').getByRole('button', { name: 'Clear' }).click();
  await stage.until('drugstores are back', async () => (await countPixels(page, DRUGSTORE)) > 50);

  await page.getByRole('link', { name: 'KPI' }).click();
  await stage.until('states are drawn', async () => (await countPixels(page, MEDIUM_REVENUE)) > 500);
  await stage.photograph('kpi');

  await page.getByRole('link', { name: 'Stores' }).click();
  await widget('Top stores in view').getByRole('link').first().click();
  await page.waitForURL('**/stores/*');
  await page.getByText('m²').waitFor();
  await stage.photograph('store');
  if (!stage.settings.calculates) {
    await stage.button('Calculate isochrone').click();
    await page.getByRole('alert').waitFor();
    assert.equal(stage.asked('sql').filter(({ params }) => params.q.includes('isochrone')).length, 0);
    await stage.photograph('isochrone-refused');
  }
  const keys = new Set(stage.asked().map(({ params }) => params.api_key));
  assert.deepEqual([...keys], ['default_public'], 'public data are read with the public key');
  assert(stage.asked().every(({ status }) => status === 200));
}
