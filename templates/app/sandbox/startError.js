/** Why the sandbox can't start, in one sentence for the person who starts it. */
export class StartError extends Error {}
