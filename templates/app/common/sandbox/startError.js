/** Why the sandbox can't start. The message is for the person who starts it. */
export class StartError extends Error {}
