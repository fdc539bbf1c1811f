const INSUFFICIENT_PRIVILEGE = '42501';

/** A query that PostgreSQL rejected, with its message and the HTTP status for it. */
export class QueryError extends Error {
  constructor({ message, code }) {
    super(message);
    this.name = 'QueryError';
    this.status = code === INSUFFICIENT_PRIVILEGE ? 403 : 400;
  }

  /** The same error, from another thread. */
  static again({ message, status }) {
    return Object.assign(new QueryError({ message }), { status });
  }
}
