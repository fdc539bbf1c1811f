/** Adds a hint for the developer to a message. Users of a build don't see it. */
export const withHint = (message: string, hint: string) =>
  import.meta.env.DEV ? `${message} ${hint}` : message;
