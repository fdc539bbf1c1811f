import { describeFailure, unreachable } from './cartoError';
import { executeTask } from './features/executeTask';
import type { Credentials } from './source';

/** The worker that decodes the tiles of all sources. No source has this ID. */
const DECODER = 'tile decoder';

/**
 * Loads a tile, with one retry: deck.gl never retries and would leave a hole in the map. If both
 * attempts fail, the second error is thrown.
 */
export async function fetchTile(
  url: string,
  { signal }: { signal?: AbortSignal },
  credentials?: Credentials,
) {
  try {
    return await load(url, signal, credentials);
  } catch (error) {
    if (signal?.aborted) throw error;
    return load(url, signal, credentials);
  }
}

async function load(url: string, signal?: AbortSignal, credentials?: Credentials) {
  let response: Response | undefined;
  try {
    response = await fetch(url, { signal });
    if (response.ok) {
      return await executeTask(DECODER, 'decodeTile', { buffer: await response.arrayBuffer() });
    }
  } catch (error) {
    if (signal?.aborted) throw error;
    if (!response) throw unreachable();
  }
  throw describeFailure(response.status, '', credentials);
}
