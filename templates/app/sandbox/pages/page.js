/** What every page of the local CARTO has in common. */
import { html } from './html.js';

/** `formsLeadTo` are the origins where the page's forms may end up, through a redirect. */
export function sendPage(response, status, { title, main, width = 'narrow', formsLeadTo = [] }) {
  response.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'Content-Security-Policy': [
      "default-src 'none'",
      "base-uri 'none'",
      `form-action ${["'self'", ...formsLeadTo].join(' ')}`,
      "frame-ancestors 'none'",
      'img-src data:',
      "style-src 'self'",
    ].join('; '),
    // Not less: without a referrer, browsers don't say where a form comes from either.
    'Referrer-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(String(page({ title, main, width })));
}

function page({ title, main, width }) {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/style.css" />
        <title>${title} · Sandbox</title>
      </head>
      <body>
        <header class="notice">
          <strong>Sandbox:</strong> a stand-in on this machine, not CARTO itself
        </header>
        <main class="${width}">
          <h1>${title}</h1>
          ${main}
        </main>
      </body>
    </html> `;
}
