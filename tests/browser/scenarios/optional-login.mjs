/** An optional login: public data without it, private data and isochrones with it. */
import assert from 'node:assert/strict';
import { assertTokenIsKept, logIn, logOut } from '../login.mjs';
import { countDrawn, countPixels } from '../pixels.mjs';

/** The isochrone's fill, as it looks over the basemap's land. */
const ISOCHRONE = 'rgb(204, 215, 223)';

export default async function optionalLogin(stage) {
  const { page } = stage;
  await stage.visit('/stores');
  await stage.until('stores are drawn', async () => (await countDrawn(page)) > 500);
  await stage.photograph('public');

  await page.getByRole('link', { name: 'Private data' }).click();
  await stage.button('Login with CARTO').waitFor();
  await stage.photograph('private-locked');
  const isPrivate = ({ params }) => params.source?.includes('my_private_dataset');
  assert.equal(stage.asked().filter(isPrivate).length, 0);

  await stage.visit('/stores/3');
  await stage.button('Calculate isochrone').click();
  await page.getByRole('alert').filter({ hasText: 'must log in' }).waitFor();
  assert.equal(isochrones(stage).length, 0);
  const token = await logIn(stage, 'Login');
  await stage.button('Calculate isochrone').click();
  await stage.until('the isochrone is drawn', async () => (await countPixels(page, ISOCHRONE)) > 1000);
  assert.deepEqual(
    isochrones(stage).map(({ user, params }) => [user, params.api_key]),
    [['some-user', token]],
    'the isochrone is paid by the person who is logged in',
  );
  await stage.photograph('isochrone');

  await stage.visit('/private');
  const widget = page.getByRole('region', { name: 'Features in view' });
  await stage.until('private features are counted', async () => (await widget.innerText()).endsWith('18'));
  await stage.until('private features are drawn', async () => (await countDrawn(page)) > 200);
  const keys = new Set(stage.asked().filter(isPrivate).map(({ user, params }) => `${user} ${params.api_key}`));
  assert.deepEqual([...keys], [`some-user ${token}`], 'private data are read with the token');
  await assertTokenIsKept(stage, token);
  await stage.photograph('private');

  await logOut(stage);
  await stage.button('Login with CARTO').waitFor();
  await stage.until('private features are gone', async () => (await countDrawn(page)) < 50);
}

const isochrones = (stage) => stage.asked('sql').filter(({ params }) => params.q.includes('cdb_isochrone'));
