/** Adds to a message for users what its developer can do about it. Only the developer sees that. */
export const withHint = (message, hint) => (import.meta.env.DEV ? `${message} ${hint}` : message);
