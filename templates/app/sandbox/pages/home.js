/** The local CARTO's own page: what there is, who may read it, and the settings. */
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
        The application is at <a href="${APP_URL}">${APP_URL}</a>. It asks this server for
        everything that CARTO has in production; nothing is asked of CARTO itself.
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
            <dd>reads public tables, at every account</dd>
          </div>
          <div>
            <dt><code>${API_KEY}</code></dt>
            <dd>of ${OWNER}: reads every table and calculates isochrones</dd>
          </div>
        </dl>
      </section>
      <section class="card">
        <h2>Add data</h2>
        <p>
          One file in <code>sandbox/data</code> is one table: <code>TABLE.geojson</code>,
          <code>TABLE.csv</code>, or <code>SCHEMA.TABLE</code> with either. The sandbox reads new
          and changed files when it starts.
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
          <dd>owns every table that isn’t public</dd>
        </div>
        <div>
          <dt>${GUEST}</dt>
          <dd>owns nothing, so a login with a scope for a table fails</dd>
        </div>
      </dl>
    </section>
    <section class="card">
      <h2>Logins</h2>
      <form method="post" action="/settings">
        <div class="field">
          <label class="label" for="lifetime">A login lasts, in seconds</label>
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
            The consent page cuts its tie to the application
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
  if (tables.length === 0) return html`<p>There are none.</p>`;
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Table</th>
        <th scope="col" class="number">Rows</th>
        <th scope="col">Who may read it</th>
      </tr>
    </thead>
    <tbody>
      ${tables.map(({ schema, name, rows }) => {
        const table = ownName(`${schema}.${name}`);
        return html`<tr>
          <th scope="row"><code>${table}</code></th>
          <td class="number">${Number(rows).toLocaleString('en')}</td>
          <td>${accounts.isPublic(table) ? 'everybody' : OWNER}</td>
        </tr>`;
      })}
    </tbody>
  </table>`;
}

function countLogins(count) {
  if (count === 0) return 'No login is valid now.';
  return count === 1 ? 'One login is valid now.' : `${count} logins are valid now.`;
}
