import { reportError } from '../reportError';
import { mapFailed, requestFailed } from './appSlice';

/** Reports each failed request, and why the map can't be drawn. */
export const reportingMiddleware = () => (next) => (action) => {
  if (requestFailed.match(action)) {
    const { message, ...context } = action.payload;
    reportError(new Error(message), context);
  }
  if (mapFailed.match(action)) reportError(new Error(action.payload));
  return next(action);
};
