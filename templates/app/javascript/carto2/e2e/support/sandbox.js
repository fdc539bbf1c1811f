import { join } from 'node:path';
import { API_KEY, CARTO_URL, OWNER } from '../../sandbox/settings.js';

export const DATA = join(import.meta.dirname, '../../sandbox/data');

/** Sends requests to the local CARTO. */
export function createSandbox(request) {
  /** Submits a form. */
  const post = async (path, form) => {
    const response = await request.post(CARTO_URL + path, { form });
    if (!response.ok()) throw new Error(`${path}: ${response.status()} ${await response.text()}`);
    return response;
  };

  return {
    post,

    /** The number of rows of a table. */
    countRows: async (table) => {
      const names = table.split('.').map((name) => `"${name}"`);
      const q = `SELECT count(*)::integer AS count FROM ${names.join('.')}`;
      const response = await post(`/user/${OWNER}/api/v2/sql`, { q, api_key: API_KEY });
      return (await response.json()).rows[0].count;
    },
  };
}
