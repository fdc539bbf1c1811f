import { describeFailure, unreachable } from './cartoError';

/**
 * Asks CARTO's SQL API. The request is a form post: the key stays out of the URL, and so out of
 * histories and logs. `query` must hold nothing from outside that was not validated before.
 */
export async function executeSql({ credentials, query, format = 'json', signal }) {
  const server = credentials.serverUrlTemplate.replace('{user}', credentials.username);
  const url = `${server.replace(/\/$/, '')}/api/v2/sql`;
  const body = new URLSearchParams({ q: query, format, api_key: credentials.apiKey ?? '' });
  let response;
  let answer;
  try {
    response = await fetch(url, { method: 'POST', body, signal });
    answer = await response.json();
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    if (!response) throw unreachable();
    throw describeFailure(response.status, '', credentials);
  }
  if (!response.ok) throw describeFailure(response.status, answer?.error?.[0], credentials);
  return answer;
}
