/** Space around what is shown, on each side, as a part of the map. */
const MARGIN = 0.1;
const MAX_ZOOM = 18;
/** The width of the world in pixels at zoom level 0. */
const WORLD = 512;

/** The view of a map of this size that shows all of what is within the bounds, in degrees. */
export function viewOf({ west, south, east, north }, { width = WORLD, height = WORLD }) {
  const [bottom, top] = [mercatorOf(south), mercatorOf(north)];
  const zoomFor = (pixels, part) => Math.log2((pixels * (1 - 2 * MARGIN)) / (WORLD * part));
  return {
    longitude: (west + east) / 2,
    latitude: latitudeOf((bottom + top) / 2),
    zoom: Math.min(zoomFor(width, (east - west) / 360), zoomFor(height, top - bottom), MAX_ZOOM),
  };
}

/** The part of the world's height between the equator and a latitude, on the map. */
const mercatorOf = (latitude) => Math.asinh(Math.tan((latitude * Math.PI) / 180)) / (2 * Math.PI);

const latitudeOf = (mercator) => (Math.atan(Math.sinh(mercator * 2 * Math.PI)) * 180) / Math.PI;
