/** Reads the parameters in the URL and in the body of a request. */
import { Refusal } from '../refusal.js';

const MAX_BYTES = 1024 * 1024;

/** The body is a form or JSON. Its parameters override those in the URL. */
export async function readParams(request, url) {
  const params = Object.fromEntries(url.searchParams);
  return request.method === 'POST' ? { ...params, ...(await readBody(request)) } : params;
}

async function readBody(request) {
  const text = await readText(request);
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('application/json')) return Object.fromEntries(new URLSearchParams(text));
  try {
    const entries = Object.entries(JSON.parse(text));
    return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
  } catch {
    throw new Refusal(400, 'The body is not JSON');
  }
}

async function readText(request) {
  const chunks = [];
  let size = 0;
  // Keep the connection open to send the error for a body that is too large.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    if (size > MAX_BYTES) throw new Refusal(413, 'The body is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
