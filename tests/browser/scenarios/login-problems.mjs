/** Whatever goes wrong with a login is said, and the button works again. */
import assert from 'node:assert/strict';
import { decide, logIn, openLogin } from '../login.mjs';

const STRANGE_STATE = 'ab'.repeat(32);

export default async function loginProblems(stage) {
  const { page, standin } = stage;
  const { accounts } = standin;
  await stage.visit();

  const said = async (pattern) => {
    await page.getByRole('alert').filter({ hasText: pattern }).waitFor();
    assert(await stage.button('Login with CARTO').isEnabled());
  };

  await decide(await openLogin(stage), 'Deny');
  await said(/did not allow/);

  await (await openLogin(stage)).close();
  await said(/closed/);

  const known = accounts.clientIds;
  accounts.clientIds = [];
  stage.expect(/status of 404/);
  const refused = await openLogin(stage);
  await refused.getByText('There is no such application.').waitFor();
  await refused.close();
  await said(/closed/);
  accounts.clientIds = known;

  const own = accounts.datasets;
  accounts.datasets = [];
  await Promise.all([stage.context.waitForEvent('page'), stage.button('Login with CARTO').click()]);
  await said(/does not grant these scopes: datasets:r:/);
  await stage.photograph('scope');
  accounts.datasets = own;

  await page.evaluate(() => {
    window.reallyOpen = window.open;
    window.open = () => null;
  });
  await stage.button('Login with CARTO').click();
  await said(/blocked/);
  await page.evaluate(() => {
    window.open = window.reallyOpen;
  });

  const waiting = await openLogin(stage);
  const forger = await stage.context.newPage();
  for (const state of [STRANGE_STATE, '', 'x']) {
    await forger.goto('about:blank');
    await forger.goto(`${stage.url}/oauthCallback#${forged(standin, state)}`);
    await forger.getByRole('alert').waitFor();
    assert.equal(forger.url(), `${stage.url}/oauthCallback`, 'the fragment is out of the address bar');
  }
  await stage.photograph('forged', forger);
  await forger.close();
  assert.equal(await stage.button(/^Account/).count(), 0, 'a forged answer is not believed');
  assert.equal(stage.asked('me').length, 0);
  await decide(waiting, 'Allow');
  await stage.button(/^Account/).waitFor();

  await page.evaluate(() => sessionStorage.clear());
  await stage.visit();
  await logIn(stage);
}

const forged = ({ url }, state) =>
  new URLSearchParams({
    access_token: 'forged-token',
    token_type: 'Bearer',
    expires_in: '3599.9',
    user_info_url: `${url}/user/some-user/api/v4/me`,
    state,
  });
