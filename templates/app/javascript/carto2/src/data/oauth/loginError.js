/** Why a login failed. The message is for users, and never contains a token. */
export class LoginError extends Error {
  constructor(message) {
    super(message);
    this.name = 'LoginError';
  }
}
