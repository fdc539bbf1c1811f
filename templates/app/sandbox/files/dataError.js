/** A file of sandbox/data that can't become a table; `place` says where, as in `sandbox/data/roads.csv:17`. */
export class DataError extends Error {
  constructor(place, message) {
    super(`${place}: ${message}`);
    this.name = 'DataError';
  }
}
