import { APP_URL } from './settings.js';

/** The applications that users can log in to. */
export const OAUTH_APPS = [{ clientId: 'sandbox-client', callback: `${APP_URL}/oauthCallback` }];

/** The settings that the home page of the local CARTO can change. */
export const LOGIN_DEFAULTS = {
  /** How long logins last, in seconds. */
  lifetime: 3599.9,
  /** Whether the consent page isolates itself from the window that opened it (COOP). */
  coop: false,
};
