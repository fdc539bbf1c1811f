/** Replaces data/basemaps in the sandbox: every basemap is one of the local CARTO. */
import { DARK_MATTER, POSITRON, VOYAGER } from 'data/basemaps';

export * from 'data/basemaps';

const LOCAL = [POSITRON, VOYAGER, DARK_MATTER];

export function basemapStyle(basemap) {
  const name = LOCAL.includes(basemap) ? basemap : POSITRON;
  return `${import.meta.env.SANDBOX_CARTO_URL}/basemap/${name}.json`;
}
