/** The home page of the local CARTO: tables, accounts, keys and settings. */
import { PUBLIC_KEY } from '../accounts.js';
import { ownName } from '../scopes.js';
import { API_KEY, APP_URL, GUEST, OWNER } from '../settings.js';
import { html } from './html.js';
import { sendPage } from './page.js';

export function sendHomePage(response, { accounts, apps, database, settings }) {
  sendPage(response, 200, {
    title: 'A CARTO on this machine',
    width: 'wide',
    main: html`
      <p>
        The application is at <a href="${APP_URL}">${APP_URL}</a>. It sends all its requests for
        CARTO to this server, and none to CARTO itself.
      </p>
      ${apps.length > 0 && loginSection({ accounts, settings })}
      <section class="card">
        <h2>Tables</h2>
        ${tableOfTables({ accounts, tables: database.tables })}
      </section>
      <section class="card">
        <h2>API keys</h2>
        <dl>
          <div>
            <dt><code>${PUBLIC_KEY}</code></dt>
            <dd>reads public tables of every account</dd>
          </div>
          <div>
            <dt><code>${API_KEY}</code></dt>
            <dd>key of ${OWNER}: reads every table and calculates isochrones</dd>
          </div>
        </dl>
      </section>
      <section class="card">
        <h2>Add data</h2>
        <p>
          Each file in <code>sandbox/data</code> is a table: <code>TABLE.geojson</code>,
          <code>TABLE.csv</code>, or <code>SCHEMA.TABLE</code> with either. The sandbox loads new
          and changed files by itself; reload this page to see them.
        </p>
      </section>
    `,
  });
}

function loginSection({ accounts, settings }) {
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
        <p>${countLogins(accounts.tokens)}</p>
        <button>Revoke all logins</button>
      </form>
    </section>
  `;
}

function tableOfTables({ accounts, tables }) {
  if (tables.length === 0) return html`<p>There are no tables.</p>`;
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Table</th>
        <th scope="col" class="number">Rows</th>
        <th scope="col">Readable by</th>
      </tr>
    </thead>
    <tbody>
      ${tables.map(({ schema, name, rows }) => {
        const table = ownName(`${schema}.${name}`);
        return html`<tr>
          <th scope="row"><code>${table}</code></th>
          <td class="number">${Number(rows).toLocaleString('en')}</td>
          <td>${accounts.isPublic(table) ? 'everyone' : OWNER}</td>
        </tr>`;
      })}
    </tbody>
  </table>`;
}

function countLogins(count) {
  if (count === 0) return 'There are no valid logins.';
  return count === 1 ? 'There is one valid login.' : `There are ${count} valid logins.`;
}
