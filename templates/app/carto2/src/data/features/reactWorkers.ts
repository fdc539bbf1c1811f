/**
 * Stands in for @carto/react-workers, which CARTO's other packages import. Its worker finds columns in the
 * first feature only, fails with multipoints, and contains the 0.2 MB of h3-js. See vite.config.ts.
 */
export const Methods = {};

/** Only for what this application does not use. */
export function executeTask() {
  throw new Error('This application is built without @carto/react-workers.');
}

/** `cartoReducer` removes the workers of this application. */
export function removeWorker() {}
