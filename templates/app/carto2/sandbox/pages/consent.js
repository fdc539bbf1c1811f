/** The page that asks the user for consent, and lets them choose CARTO's answer. */
import { meaningOf } from '../scopes.js';
import { GUEST, OWNER } from '../settings.js';
import { html } from './html.js';
import { sendPage } from './page.js';

/** The answers that the user can choose, to test how the application handles them. */
const ANSWERS = {
  carto: 'Same as CARTO',
  server_error: 'Server error',
  forged_state: 'Forged state',
  malformed: 'Malformed answer',
  other_site: 'User information from another site',
};

const ACCOUNTS = {
  [OWNER]: 'owns every private table',
  [GUEST]: 'owns no tables, so CARTO refuses scopes for them',
};

/** `request` contains the original parameters. The form sends them again, and they are checked again. */
export function sendConsentPage(response, { request, scopes, app }) {
  sendPage(response, 200, {
    title: 'Allow this application to use your account?',
    formsLeadTo: [new URL(app.callback).origin],
    main: html`
      <p class="quiet">Client ID <code>${app.clientId}</code></p>
      <form method="post" action="/oauth2/authorize" class="consent">
        ${Object.entries(request).map(
          ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
        )}
        <section class="card">
          <h2>It requests</h2>
          ${scopeList(scopes)}
        </section>
        <section class="card">
          <fieldset>
            <legend>Log in as</legend>
            ${Object.entries(ACCOUNTS).map(accountChoice)}
          </fieldset>
          <label class="label" for="answer">Answer</label>
          <select id="answer" name="answer" aria-describedby="answer-help">
            ${Object.entries(ANSWERS).map(
              ([value, label]) => html`<option value="${value}">${label}</option>`,
            )}
          </select>
          <p class="quiet" id="answer-help">The answer to the application if you choose Allow.</p>
        </section>
        <div class="decision">
          <button name="decision" value="deny">Deny</button>
          <button name="decision" value="allow" class="primary">Allow</button>
        </div>
      </form>
    `,
  });
}

function scopeList(scopes) {
  if (scopes.length === 0) return html`<p>No permissions, only who you are.</p>`;
  return html`<dl>
    ${scopes.map(
      (scope) =>
        html`<div>
          <dt>${meaningOf(scope)}</dt>
          <dd><code>${scope}</code></dd>
        </div>`,
    )}
  </dl>`;
}

function accountChoice([user, description], index) {
  return html`<label class="choice">
    <input type="radio" name="user" value="${user}" ${index === 0 && html`checked`} />
    <span><strong>${user}</strong> <span class="quiet">${description}</span></span>
  </label>`;
}
