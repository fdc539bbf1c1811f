import { Layer } from '@deck.gl/core';
import type { LayerProps } from '@deck.gl/core';
import { describeFailure, unreachable } from './cartoError';
import type { Credentials } from './source';

type DeckContext = Parameters<NonNullable<LayerProps['fetch']>>[1];
type Context = Omit<DeckContext, 'loadOptions'> & { loadOptions?: object };
type Defaults = { fetch: { value: (url: string, context: Context) => Promise<unknown> } };

/**
 * Loads a tile, with one retry: deck.gl never retries and would leave a hole in the map. If both
 * attempts fail, the second error is thrown.
 */
export async function fetchTile(url: string, context: Context, credentials?: Credentials) {
  try {
    return await load(url, context, credentials);
  } catch (error) {
    if (context.signal?.aborted) throw error;
    return load(url, context, credentials);
  }
}

/** Loads like deck.gl, but keeps the status of the response, which the loader drops. */
async function load(url: string, { signal, ...context }: Context, credentials?: Credentials) {
  let status: number | undefined;
  const request = async (address: string) => {
    const response = await fetch(address, { signal });
    status = response.status;
    return response;
  };
  try {
    const loadOptions = { ...context.loadOptions, fetch: request };
    return await (Layer.defaultProps as /* more than its types say */ Defaults).fetch.value(url, {
      ...context,
      loadOptions,
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw status ? describeFailure(status, '', credentials) : unreachable();
  }
}
