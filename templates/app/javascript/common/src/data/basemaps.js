export const POSITRON = 'positron';

/** CARTO's public basemaps. */
export const BASEMAPS = [POSITRON, 'voyager', 'dark-matter'];

/** The URL of the style of one of them. */
export const basemapStyle = (basemap) =>
  `https://basemaps.cartocdn.com/gl/${basemap}-gl-style/style.json`;
