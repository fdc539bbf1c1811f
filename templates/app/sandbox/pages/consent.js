/** The page that asks a person for the scopes, and lets them choose what CARTO answers. */
import { meaningOf } from '../scopes.js';
import { GUEST, OWNER } from '../settings.js';
import { html } from './html.js';
import { sendPage } from './page.js';

/** What may come instead of CARTO's own answer, for the application to cope with. */
const ANSWERS = {
  carto: 'As CARTO does',
  server_error: 'Server error',
  forged_state: 'Forged state',
  malformed: 'Malformed answer',
  other_site: 'User information from another site',
};

const ACCOUNTS = {
  [OWNER]: 'has every private table',
  [GUEST]: 'has none, so CARTO refuses scopes for them',
};

/** `request` are the parameters as they came: they come again, and are judged again, with the form. */
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
          <h2>It asks for</h2>
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
              ([value, words]) => html`<option value="${value}">${words}</option>`,
            )}
          </select>
          <p class="quiet" id="answer-help">What the application gets when you allow it.</p>
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
  if (scopes.length === 0) return html`<p>Nothing but to know who you are.</p>`;
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

function accountChoice([user, words], index) {
  return html`<label class="choice">
    <input type="radio" name="user" value="${user}" ${index === 0 && html`checked`} />
    <span><strong>${user}</strong> <span class="quiet">${words}</span></span>
  </label>`;
}
