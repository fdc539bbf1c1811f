export const POSITRON = 'positron';

/** The URL of one of CARTO's public basemap styles, such as 'voyager' or 'dark-matter'. */
export const basemapStyle = (basemap: string) =>
  `https://basemaps.cartocdn.com/gl/${basemap}-gl-style/style.json`;
