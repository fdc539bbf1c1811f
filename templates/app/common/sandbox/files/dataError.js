/** Files in sandbox/data that can't be read. The message has a line for each problem. */
export class DataError extends Error {
  constructor(problems) {
    super(problems.join('\n'));
    this.name = 'DataError';
  }

  /** The same error, from another thread. */
  static again({ message }) {
    return new DataError([message]);
  }
}

const SHOWN = 20;

/** The problems of one file. `place` is a position, such as `sandbox/data/roads.csv:17`. */
export class Problems {
  #list = [];
  #hidden = 0;
  #file;

  constructor(file) {
    this.#file = file;
  }

  /** `place` is a function if it takes time to find the position. */
  add(place, message) {
    if (this.#list.length === SHOWN) this.#hidden += 1;
    else this.#list.push(`${typeof place === 'function' ? place() : place}: ${message}`);
  }

  get list() {
    return this.#hidden > 0
      ? [...this.#list, `${this.#file}: ${this.#hidden} more problems`]
      : this.#list;
  }
}
