import { Layer } from '@deck.gl/core';
import { describeFailure, unreachable } from './cartoError';

/**
 * Loads a tile, with one retry: deck.gl never retries and would leave a hole in the map. If both
 * attempts fail, the second error is thrown.
 */
export async function fetchTile(url, context, credentials) {
  try {
    return await load(url, context, credentials);
  } catch (error) {
    if (context.signal?.aborted) throw error;
    return load(url, context, credentials);
  }
}

/** Loads like deck.gl, but keeps the status of the response, which the loader drops. */
async function load(url, { signal, ...context }, credentials) {
  let status;
  const request = async (address) => {
    const response = await fetch(address, { signal });
    status = response.status;
    return response;
  };
  try {
    const loadOptions = { ...context.loadOptions, fetch: request };
    return await Layer.defaultProps.fetch.value(url, {
      ...context,
      loadOptions,
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw status ? describeFailure(status, '', credentials) : unreachable();
  }
}
