/** Replaces h3-js (0.2 MB), which deck.gl only needs for maps of CARTO 3. */
function unavailable() {
  throw new Error('This application is built without h3-js. See vite.config.js.');
}

export {
  unavailable as edgeLength,
  unavailable as geoToH3,
  unavailable as h3Distance,
  unavailable as h3GetResolution,
  unavailable as h3IsPentagon,
  unavailable as h3SetToMultiPolygon,
  unavailable as h3ToGeo,
  unavailable as h3ToGeoBoundary,
  unavailable as h3ToParent,
  unavailable as kRing,
  unavailable as polyfill,
};
