/**
 * OAuth's implicit flow: `/oauth2/authorize` asks the user for consent, and answers in the fragment of
 * the application's callback URL.
 */
import { randomBytes } from 'node:crypto';
import { USERS } from './logins.js';
import { sendConsentPage } from './pages/consent.js';
import { html } from './pages/html.js';
import { sendPage } from './pages/page.js';

const PARAMETERS = [
  'client_id',
  'response_type',
  'redirect_uri',
  'scope',
  'state',
  'prompt',
  'client_secret',
];
const OTHER_SITE = 'https://another-site.example/api/v4/me';

/**
 * Handles the application's GET request, and the POST request of the consent page's form. The form
 * repeats the request and adds `user`, `decision` and `answer`. `urlOf` returns the URL of an account's
 * server.
 */
export async function authorize({ accounts, urlOf, params, request, response }) {
  const { apps, settings } = accounts;
  if (settings.coop) response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
  const app = apps.find(({ clientId }) => clientId === params.client_id);
  const problem = problemOf(params, app);
  if (problem) return sendProblem(response, problem);

  const answerWith = ({ state = params.state, ...answer }) => {
    const fragment = new URLSearchParams({ ...answer, state });
    response
      .writeHead(302, { Location: `${app.callback}#${fragment}`, 'Cache-Control': 'no-store' })
      .end();
  };
  const isAnswered = request.method === 'POST';
  const scopes = [...new Set((params.scope ?? '').split(/\s+/).filter(Boolean))];
  const error = errorOf({ params, scopes, accounts, users: isAnswered ? [params.user] : USERS });
  if (error) return answerWith(error);
  if (isAnswered) return answerWith(await decide({ accounts, params, scopes, urlOf }));
  sendConsentPage(response, { request: requestOf(params), scopes, app });
}

/** An error that can't be sent to a callback. The application never gets an answer. */
function problemOf(params, app) {
  if (isBlank(params.client_id)) return 'The request has no client_id.';
  if (!app) return 'No application is registered with this client ID.';
  if (!isBlank(params.redirect_uri) && params.redirect_uri !== app.callback) {
    return `The redirect_uri is not registered. It must be exactly ${app.callback}.`;
  }
  if (params.response_type === 'code') {
    return 'The response_type “code” needs a client secret, which is not safe in a browser application. Use “token”.';
  }
  if (params.response_type !== 'token') return 'The response_type must be “token”.';
  if (isBlank(params.state)) return 'The request has no state.';
  return null;
}

/** An error that is sent to the application, or null if the user can be asked for consent. */
function errorOf({ params, scopes, accounts, users }) {
  if (params.client_secret !== undefined) {
    return invalidRequest('The request must not contain a client_secret');
  }
  if (!isBlank(params.prompt) && params.prompt !== 'none') {
    return invalidRequest('The prompt must be none');
  }
  if (!users.every((user) => USERS.includes(user))) return invalidRequest('No such account');
  const unsupported = scopes.filter((scope) =>
    users.every((user) => accounts.unsupported(user, [scope]).length > 0),
  );
  if (unsupported.length > 0) {
    const error_description = `Unsupported scopes: ${unsupported.join(', ')}`;
    return { error: 'invalid_scope', error_description };
  }
  // Nobody is ever logged in to the sandbox, so a login without a prompt is impossible.
  if (params.prompt === 'none') {
    return { error: 'login_required', error_description: 'The user must log in' };
  }
  return null;
}

async function decide({ accounts, params, scopes, urlOf }) {
  if (params.decision !== 'allow') {
    return { error: 'access_denied', error_description: 'The user denied access' };
  }
  if (params.answer === 'server_error') {
    return { error: 'server_error', error_description: 'Internal server error' };
  }
  const { accessToken, lifetime } = await accounts.issue(params.user, scopes);
  const answer = {
    access_token: accessToken,
    token_type: 'Bearer',
    expires_in: String(lifetime),
    user_info_url: `${urlOf(params.user)}/api/v4/me`,
  };
  if (params.answer === 'forged_state') answer.state = randomBytes(32).toString('hex');
  if (params.answer === 'malformed') delete answer.expires_in;
  if (params.answer === 'other_site') answer.user_info_url = OTHER_SITE;
  return answer;
}

function sendProblem(response, message) {
  sendPage(response, 400, {
    title: 'This login can’t continue',
    main: html`
      <p>${message}</p>
      <p class="quiet">
        CARTO shows such errors here and does not return to the application. Close this window.
      </p>
    `,
  });
}

const invalidRequest = (message) => ({ error: 'invalid_request', error_description: message });

const requestOf = (params) =>
  Object.fromEntries(Object.entries(params).filter(([name]) => PARAMETERS.includes(name)));

const isBlank = (value) => !value?.trim();
