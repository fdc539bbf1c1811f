import { join } from 'node:path';
import type { APIRequestContext } from '@playwright/test';
import { API_KEY, CARTO_URL, OWNER } from '../../sandbox/settings.js';

/** The answer to the query of countRows. */
type Counted = { rows: [{ count: number }] };
export type Sandbox = ReturnType<typeof createSandbox>;

export const DATA = join(import.meta.dirname, '../../sandbox/data');

/** Sends requests to the local CARTO. */
export function createSandbox(request: APIRequestContext) {
  /** Submits a form. */
  const post = async (path: string, form: Record<string, string>) => {
    const response = await request.post(CARTO_URL + path, { form });
    if (!response.ok()) throw new Error(`${path}: ${response.status()} ${await response.text()}`);
    return response;
  };

  return {
    post,

    /** The number of rows of a table. */
    countRows: async (table: string) => {
      const names = table.split('.').map((name) => `"${name}"`);
      const q = `SELECT count(*)::integer AS count FROM ${names.join('.')}`;
      const response = await post(`/user/${OWNER}/api/v2/sql`, { q, api_key: API_KEY });
      return ((await response.json()) as Counted).rows[0].count;
    },
  };
}
