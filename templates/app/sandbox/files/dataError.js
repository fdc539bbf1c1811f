/** A file in sandbox/data that can't be read. `place` is its position, such as `sandbox/data/roads.csv:17`. */
export class DataError extends Error {
  constructor(place, message) {
    super(`${place}: ${message}`);
    this.name = 'DataError';
  }
}
