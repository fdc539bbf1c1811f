import { GUEST, OWNER } from '../settings.js';
import { html } from './html.js';

/** The part of the home page with the accounts and the settings of logins. */
export function loginSection({ settings, tokens }) {
  return html`
    <section class="card">
      <h2>Accounts</h2>
      <dl>
        <div>
          <dt>${OWNER}</dt>
          <dd>owns every private table</dd>
        </div>
        <div>
          <dt>${GUEST}</dt>
          <dd>owns no tables, so a login with a scope for a table fails</dd>
        </div>
      </dl>
    </section>
    <section class="card">
      <h2>Logins</h2>
      <form method="post" action="/settings">
        <div class="field">
          <label class="label" for="lifetime">Lifetime of a login, in seconds</label>
          <input
            id="lifetime"
            name="lifetime"
            type="number"
            min="1"
            max="86400"
            step="any"
            required
            value="${settings.lifetime}"
          />
        </div>
        <label class="choice field">
          <input type="checkbox" name="coop" ${settings.coop && html`checked`} />
          <span>
            Isolate the consent page from the application
            <span class="quiet">(Cross-Origin-Opener-Policy: same-origin)</span>
          </span>
        </label>
        <button class="primary">Save</button>
      </form>

      <form method="post" action="/revoke" class="more">
        <p>${countLogins(tokens)}</p>
        <button>Revoke all logins</button>
      </form>
    </section>
  `;
}

function countLogins(count) {
  if (count === 0) return 'There are no valid logins.';
  return count === 1 ? 'There is one valid login.' : `There are ${count} valid logins.`;
}
