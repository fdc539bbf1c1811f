import { Layer } from '@deck.gl/core';
import { describeFailure, unreachable } from './cartoError';

/**
 * Loads a tile. When that fails it is asked for once more, since deck.gl never does and would leave a hole
 * in the map; the second failure is the one that counts.
 */
export async function fetchTile(url, context, credentials) {
  try {
    return await load(url, context, credentials);
  } catch (error) {
    if (context.signal?.aborted) throw error;
    return load(url, context, credentials);
  }
}

/** Loads as deck.gl does, but keeps the status of the answer, which the loader cuts off. */
async function load(url, { signal, ...context }, credentials) {
  let status;
  const request = async (address) => {
    const response = await fetch(address, { signal });
    status = response.status;
    return response;
  };
  try {
    const loadOptions = { ...context.loadOptions, fetch: request };
    return await Layer.defaultProps.fetch.value(url, { ...context, loadOptions });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw status ? describeFailure(status, '', credentials) : unreachable();
  }
}
