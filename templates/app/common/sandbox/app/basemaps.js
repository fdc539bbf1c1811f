/** Replaces data/basemaps in the sandbox: every basemap is that of the local CARTO. */
export * from 'data/basemaps';

export const basemapStyle = () => `${import.meta.env.SANDBOX_CARTO_URL}/basemap/style.json`;
