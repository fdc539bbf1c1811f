/**
 * Called for every error that users run into: a page or a map that can't be drawn, a failed request. To
 * collect them, send them to a service from here. Errors of requests never contain an API key or token.
 */
export function reportError(error, context = {}) {
  if (import.meta.env.MODE === 'development')
    console.debug('Not reported in development:', error, context);
}
