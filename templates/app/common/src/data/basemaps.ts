export const POSITRON = 'positron';
export const VOYAGER = 'voyager';
export const DARK_MATTER = 'dark-matter';

/** The URL of one of CARTO's public basemap styles. */
export const basemapStyle = (basemap: string) =>
  `https://basemaps.cartocdn.com/gl/${basemap}-gl-style/style.json`;
