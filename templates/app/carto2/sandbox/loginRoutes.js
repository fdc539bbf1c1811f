/** The routes for logins: OAuth, the user information, and the settings on the home page. */
import { sendJson } from './http/answer.js';
import { checkForm } from './http/guard.js';
import { USERS } from './logins.js';
import { authorize } from './oauth.js';
import { sendAvatar } from './pages/avatar.js';
import { html } from './pages/html.js';
import { sendPage } from './pages/page.js';
import { readSettings } from './pages/settingsForm.js';
import { Refusal } from './refusal.js';

export const LOGIN_PAGES = [
  ['GET POST', '/oauth2/authorize', askUser],
  ['POST', '/settings', changeSettings],
  ['POST', '/revoke', revoke],
  ['GET', '/user/:user/dashboard', dashboard],
  ['GET', '/user/:user/avatar.svg', avatar],
];

export const LOGIN_APIS = [['GET', '/user/:user/api/v4/me', me]];

function changeSettings({ accounts, params, request, response }) {
  checkForm(request.headers);
  Object.assign(accounts.settings, readSettings(params));
  seeHome(response);
}

async function revoke({ accounts, request, response }) {
  checkForm(request.headers);
  await accounts.revoke();
  seeHome(response);
}

async function askUser(context) {
  if (context.request.method === 'POST') checkForm(context.request.headers);
  await authorize(context);
}

function dashboard({ path, response }) {
  sendPage(response, 200, {
    title: `The dashboard of ${checkUser(path.user)}`,
    main: html`<p>CARTO’s dashboard would open here. The sandbox does not have one.</p>`,
  });
}

function avatar({ path, response }) {
  sendAvatar(response, checkUser(path.user));
}

async function me({ accounts, urlOf, path, params, response }) {
  const { user, scopes } = await accounts.session(path.user, params.api_key);
  const url = urlOf(user);
  const profile = {
    first_name: 'Sandbox',
    last_name: user[0].toUpperCase() + user.slice(1),
    avatar_url: `${url}/avatar.svg`,
  };
  sendJson(response, 200, {
    username: user,
    organization: null,
    api_endpoints: { sql: url, maps: url, import: url, auth: url, builder: `${url}/dashboard` },
    ...(scopes.includes('user:profile') && profile),
  });
}

function checkUser(user) {
  if (USERS.includes(user)) return user;
  throw new Refusal(404, 'Not found');
}

function seeHome(response) {
  response.writeHead(303, { Location: '/' }).end();
}
