import type { Dispatch } from '@reduxjs/toolkit';
import { requestSession } from 'data/oauth/login';
import { LoginError } from 'data/oauth/loginError';
import {
  isTrusted,
  loggedIn,
  loginAnswered,
  loginCanceled,
  loginFailed,
  loginStarted,
} from './oauthSlice';
import type { OAuthState } from './oauthSlice';

const POPUP_CLOSED =
  'The login window was closed before CARTO answered. If it is still open, continue there; ' +
  'otherwise, log in again.';
const UNEXPECTED = 'The login failed unexpectedly. Log in again.';

// A second login replaces the first, wherever it was started.
let running: AbortController | null = null;

/** Starts a login. `startedBy` identifies the component that shows its problems. */
export const logIn =
  (startedBy: string) => async (dispatch: Dispatch, getState: () => { oauth: OAuthState }) => {
    running?.abort();
    const { signal } = (running = new AbortController());
    dispatch(loginStarted(startedBy));
    try {
      const session = await requestSession({
        oauthApp: getState().oauth.oauthApp,
        isTrusted,
        signal,
        onPopupClosed: () => dispatch(loginFailed(POPUP_CLOSED)),
        onAnswer: () => dispatch(loginAnswered()),
      });
      dispatch(loggedIn(session));
    } catch (error) {
      if (signal.aborted) return;
      dispatch(loginFailed(error instanceof LoginError ? error.message : UNEXPECTED));
    }
  };

export const cancelLogin = () => (dispatch: Dispatch) => {
  running?.abort();
  dispatch(loginCanceled());
};
