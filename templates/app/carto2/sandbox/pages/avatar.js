/** A generic avatar for an account. */
const BACKGROUNDS = { owner: '#0b7a6c', guest: '#51606f' };
const SIZE = 96;

export function sendAvatar(response, user) {
  response.writeHead(200, {
    'Content-Type': 'image/svg+xml',
    'Content-Security-Policy': "default-src 'none'",
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE}" height="${SIZE}" viewBox="0 0 24 24">` +
      `<path fill="${BACKGROUNDS[user]}" d="M0 0h24v24H0z"/>` +
      '<g fill="#fff"><circle cx="12" cy="9.5" r="4"/><path d="M4 21a8 6.5 0 0 1 16 0v3H4z"/></g></svg>',
  );
}
