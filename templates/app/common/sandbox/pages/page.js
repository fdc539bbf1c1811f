/** The layout of all pages of the local CARTO. */
import { html } from './html.js';

/** `formsLeadTo` lists the origins that the page's forms may redirect to. */
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
    // Nothing stricter: without a referrer, browsers don't send the origin of a form either.
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
