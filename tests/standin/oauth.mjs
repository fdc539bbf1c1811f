/** The authorize end point: a consent page, and answers in the fragment of the redirect. */
import { STATUS_CODES } from 'node:http';

const CALLBACK = /^https:\/\/localhost:\d+\/oauthCallback$/;

export function authorize({ accounts, coop, params, request, response, users }) {
  const { client_id: clientId, state, response_type: responseType, redirect_uri: redirectUri } = params;
  if (!clientId || !state || !responseType || params.client_secret) return problem(response, 400, 'Invalid request.');
  if (!accounts.clientIds.includes(clientId)) return problem(response, 404, 'There is no such application.');
  if (responseType !== 'token') return problem(response, 400, 'Invalid response type.');
  if (!CALLBACK.test(redirectUri)) return problem(response, 400, 'This address is not registered.');

  const back = (answer) => {
    response.writeHead(302, { Location: `${redirectUri}#${new URLSearchParams({ ...answer, state })}` }).end();
  };
  const scopes = (params.scope ?? '').split(' ').filter(Boolean);
  const unsupported = accounts.unsupported(scopes);
  if (unsupported.length > 0) {
    return back({ error: 'invalid_scope', error_description: `Unsupported scopes: ${unsupported.join(', ')}` });
  }
  if (params.prompt === 'none') return back({ error: 'login_required', error_description: 'Login is required' });

  if (request.method === 'POST') {
    if (params.decision !== 'allow') {
      return back({ error: 'access_denied', error_description: 'The user denied access' });
    }
    return back({
      access_token: accounts.issue(scopes),
      token_type: 'Bearer',
      expires_in: accounts.expiresIn,
      user_info_url: `${users.replace('{user}', accounts.user)}/api/v4/me`,
    });
  }
  if (coop) response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
  page(response, 200, 'Authorize', consent(params, scopes));
}

function consent(params, scopes) {
  const hidden = Object.entries(params).map(
    ([name, value]) => `<input type="hidden" name="${text(name)}" value="${text(value)}">`,
  );
  return `<p>An application asks for access to your account:</p>
    <ul>${scopes.map((scope) => `<li>${text(scope)}</li>`).join('')}</ul>
    <form method="post" action="/oauth2/authorize">${hidden.join('')}
    <button name="decision" value="allow">Allow</button> <button name="decision" value="deny">Deny</button></form>`;
}

/** An error without a redirect: whoever waits for an answer waits in vain. */
function problem(response, status, words) {
  page(response, status, STATUS_CODES[status], `<p>${words}</p>`);
}

function page(response, status, title, body) {
  response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8' });
  response.end(`<!doctype html><title>${title}</title><h1>${title}</h1>${body}`);
}

function text(value) {
  return value.replace(/[&<"]/g, (character) => `&#${character.codePointAt(0)};`);
}
