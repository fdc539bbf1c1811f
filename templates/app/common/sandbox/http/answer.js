export function sendJson(response, status, body) {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body, exactly));
}

/** Writes a BigInt as a number in JSON, for `JSON.stringify`. */
export function exactly(key, value) {
  return typeof value === 'bigint' ? JSON.rawJSON(String(value)) : value;
}
