export const POSITRON = 'positron';
export const VOYAGER = 'voyager';
export const DARK_MATTER = 'dark-matter';

/** CARTO's public basemaps. */
export const BASEMAPS = [POSITRON, VOYAGER, DARK_MATTER];

/** The URL of the style of one of them. */
export const basemapStyle = (basemap: string) =>
  `https://basemaps.cartocdn.com/gl/${basemap}-gl-style/style.json`;

/**
 * The request for a part of a basemap. Those to CARTO's basemaps get the key that they require of anyone who is not a
 * customer of CARTO, if the environment has it.
 */
export function basemapRequest(url: string) {
  const key = import.meta.env.VITE_CARTO_BASEMAP_KEY;
  const request = new URL(url);
  if (!key || request.protocol !== 'https:' || !request.hostname.endsWith('.cartocdn.com')) {
    return { url };
  }
  request.searchParams.set('key', key);
  return { url: request.href };
}
