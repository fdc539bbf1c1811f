/** Why a login failed, in words for people; never with a token in it. */
export class LoginError extends Error {
  constructor(message) {
    super(message);
    this.name = 'LoginError';
  }
}
