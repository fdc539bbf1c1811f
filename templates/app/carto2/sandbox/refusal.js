/** Refuses a request, with the same status and message as CARTO. */
export class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}
