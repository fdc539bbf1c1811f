/** The routes of the local CARTO. */
import { readFileSync } from 'node:fs';
import { USERS } from './accounts.js';
import { answerBasemap } from './basemap.js';
import { sendJson } from './http/answer.js';
import { checkForm } from './http/guard.js';
import { answerMap, answerTile } from './mapsApi.js';
import { authorize } from './oauth.js';
import { sendAvatar } from './pages/avatar.js';
import { sendHomePage } from './pages/home.js';
import { html } from './pages/html.js';
import { sendPage } from './pages/page.js';
import { readSettings } from './pages/settingsForm.js';
import { Refusal } from './refusal.js';
import { answerSql } from './sqlApi.js';

const STYLE = readFileSync(new URL('./pages/style.css', import.meta.url));

/** Pages for people. */
const PAGES = [
  ['GET', '/', home],
  ['GET', '/style.css', style],
  ['POST', '/settings', changeSettings],
  ['POST', '/revoke', revoke],
  ['GET POST', '/oauth2/authorize', askUser],
  ['GET', '/user/:user/dashboard', dashboard],
  ['GET', '/user/:user/avatar.svg', avatar],
];

/** APIs for programs. Pages from any port of this machine may call them, like those of any site at CARTO. */
const APIS = [
  ['GET', '/user/:user/api/v4/me', me],
  ['GET POST', '/user/:user/api/v2/sql', sql],
  ['GET POST', '/user/:user/carto/sql', map],
  ['GET', '/user/:user/carto/sql/:z/:x/:y', tile],
  ['GET', '/basemap/*', basemap],
];

const ROUTES = [
  ...PAGES.map(([methods, path, answer]) => ({ ...compile(methods, path), answer })),
  ...APIS.map(([methods, path, answer]) => ({ ...compile(methods, path), answer, isApi: true })),
];

/** The route for a path, with its parameters in `path`. Throws a refusal if there is none. */
export function findRoute(method, pathname) {
  const route = ROUTES.find(({ pattern }) => pattern.test(pathname));
  if (!route) throw new Refusal(404, 'Not found');
  if (!route.methods.includes(method === 'HEAD' ? 'GET' : method)) {
    throw new Refusal(405, 'Method not allowed');
  }
  return { ...route, path: route.pattern.exec(pathname).groups ?? {} };
}

function compile(methods, path) {
  const pattern = path.replace(/:(\w+)/g, '(?<$1>[^/]+)').replace('*', '(?<file>.+)');
  return { methods: methods.split(' '), pattern: new RegExp(`^${pattern}$`) };
}

function home({ response, ...context }) {
  sendHomePage(response, context);
}

function style({ response }) {
  response.writeHead(200, { 'Content-Type': 'text/css; charset=utf-8' }).end(STYLE);
}

function changeSettings({ settings, params, request, response }) {
  checkForm(request.headers);
  Object.assign(settings, readSettings(params));
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

async function sql({ accounts, database, path, params, response }) {
  const role = await accounts.roleOf(path.user, params.api_key);
  await answerSql({ database, role, params, response });
}

async function map({ accounts, database, urlOf, path, params, response }) {
  const role = await accounts.roleOf(path.user, params.api_key);
  const tilesUrl = `${urlOf(path.user)}/carto/sql/{z}/{x}/{y}`;
  await answerMap({ database, role, params, user: path.user, tilesUrl, response });
}

async function tile({ accounts, database, path, params, response }) {
  const [z, x, y] = [path.z, path.x, path.y].map(Number);
  if (![z, x, y].every(Number.isSafeInteger)) throw new Refusal(404, 'Not found');
  const role = await accounts.roleOf(path.user, params.api_key);
  await answerTile({ database, role, params, z, x, y, response });
}

async function basemap({ url, path, response }) {
  await answerBasemap({ path: path.file, baseUrl: `${url}/basemap`, response });
}

function checkUser(user) {
  if (USERS.includes(user)) return user;
  throw new Refusal(404, 'Not found');
}

function seeHome(response) {
  response.writeHead(303, { Location: '/' }).end();
}
