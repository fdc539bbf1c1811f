import { describeFailure, unreachable } from './cartoError';

/**
 * Runs a query with CARTO's SQL API. It sends the key in the body of a POST request, which keeps it out
 * of URLs and therefore out of histories and logs. Validate everything from outside before you put it
 * into `query`.
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
    if (signal?.aborted) throw error;
    if (!response) throw unreachable();
    throw describeFailure(response.status, '', credentials);
  }
  if (!response.ok) throw describeFailure(response.status, answer?.error?.[0], credentials);
  return answer;
}
