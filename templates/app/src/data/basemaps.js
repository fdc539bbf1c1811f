export const POSITRON = 'positron';

/** The address of one of CARTO's public basemap styles; 'voyager' and 'dark-matter' are others. */
export const basemapStyle = (basemap) =>
  `https://basemaps.cartocdn.com/gl/${basemap}-gl-style/style.json`;
