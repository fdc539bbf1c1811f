// Logs in at the application that the tutorial deployed: node login.mjs PORT CLIENT_ID, in the application's folder.
// The routes below stand in for CARTO; nginx serves everything else.
import assert from 'node:assert/strict';
import { chromium } from '@playwright/test';

const [port, clientId] = process.argv.slice(2);
const site = `https://localhost:${port}`;
const callback = `${site}/oauthCallback`;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH,
  args: ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
});
const context = await browser.newContext({ ignoreHTTPSErrors: true });
const requests = [];
await context.route(/^https:\/\/(?!localhost)/, (route) => {
  const url = new URL(route.request().url());
  if (url.origin + url.pathname === 'https://carto.com/oauth2/authorize') {
    requests.push(url.searchParams);
    const answer = new URLSearchParams({
      access_token: 'a-token',
      token_type: 'Bearer',
      expires_in: '3600',
      user_info_url: 'https://jane.carto.com/api/v4/me',
      state: url.searchParams.get('state'),
    });
    return route.fulfill({ status: 302, headers: { location: `${callback}#${answer}` } });
  }
  if (url.pathname === '/api/v4/me') {
    const json = { username: 'jane', api_endpoints: { auth: 'https://jane.carto.com' } };
    return route.fulfill({ json, headers: { 'access-control-allow-origin': '*' } });
  }
  return route.fulfill({ status: 404, json: {}, headers: { 'access-control-allow-origin': '*' } });
});

const page = await context.newPage();
const response = await page.goto(`${site}/green`);
assert.equal(response.headers()['content-security-policy'], "frame-ancestors 'none'");
assert.equal(await page.getByRole('button').count(), 1, 'only the login is shown');
const [popup] = await Promise.all([
  page.waitForEvent('popup'),
  page.getByRole('button', { name: 'Login with CARTO' }).click(),
]);
await page.getByRole('button', { name: /^Account/ }).waitFor();
await page.getByRole('heading', { name: 'Green city' }).waitFor();
assert.ok(popup.isClosed() || (await popup.waitForEvent('close')), 'the window of the login closes');

const [authorization] = requests;
assert.equal(authorization.get('client_id'), clientId);
assert.equal(authorization.get('redirect_uri'), callback);
assert.equal(authorization.get('scope'), 'datasets:r:acme.parks user:profile datasets:r:roads');
await browser.close();
