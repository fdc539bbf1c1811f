import { createSlice } from '@reduxjs/toolkit';
import type { PayloadAction } from '@reduxjs/toolkit';
import type { OAuthApp } from 'data/oauth/authorizationRequest';
import { readSession } from 'data/oauth/session';
import type { SavedSession, Session } from 'data/oauth/session';
import { trustedUrls } from 'data/oauth/trustedUrl';
import { initialState, oauthInitialState } from './initialStateSlice';

interface Login {
  startedBy: string | null;
  isWaiting: boolean;
  problem: string | null;
}

export interface OAuthState extends SavedSession {
  oauthApp: OAuthApp;
  login: Login;
  /** Whether the user has logged out since the page was opened, and nobody has logged in again. */
  hasLoggedOut: boolean;
}

export const SESSION_EXPIRED = 'Your session has expired. Log in again.';
export const LOGGED_OUT = 'You are logged out of this application.';

/** The header: it starts logins, and takes over those whose view is left before they end. */
export const HEADER = 'header';

const NO_LOGIN: Login = { startedBy: null, isWaiting: false, problem: null };

/** Tells which URLs may receive the token. */
export const isTrusted = trustedUrls({
  authorizeEndPoint: oauthInitialState.oauthApp.authorizeEndPoint,
  serverUrlTemplate: initialState.credentials.serverUrlTemplate,
});

/**
 * Replaces createOauthCartoSlice, which keeps the token in localStorage. It has the same shape, so
 * selectOAuthCredentials from @carto/react-redux works.
 */
const oauthSlice = createSlice({
  name: 'oauth',
  initialState: (): OAuthState => ({
    ...oauthInitialState,
    ...readSession(oauthInitialState.oauthApp, isTrusted),
    login: NO_LOGIN,
    hasLoggedOut: false,
  }),
  reducers: {
    loginStarted: (state, action: PayloadAction<string>) => {
      state.login = { startedBy: action.payload, isWaiting: true, problem: null };
      state.hasExpired = false;
      state.hasLoggedOut = false;
    },
    loginHandedOver: (state, action: PayloadAction<string>) => {
      if (state.login.startedBy !== action.payload) return;
      // The component that started the login has already shown the problem.
      state.login = { ...state.login, startedBy: HEADER, problem: null };
    },
    loginAnswered: (state) => {
      state.login.isWaiting = true;
      state.login.problem = null;
    },
    loginFailed: (state, action: PayloadAction<string>) => {
      state.login.isWaiting = false;
      state.login.problem = action.payload;
    },
    loginCanceled: (state) => {
      state.login = NO_LOGIN;
    },
    loggedIn: (state, action: PayloadAction<Session>) => {
      state.token = action.payload.token;
      state.userInfo = action.payload.userInfo;
      state.login = NO_LOGIN;
      state.hasExpired = false;
      state.hasLoggedOut = false;
    },
    sessionExpired: (state) => {
      state.token = null;
      state.userInfo = null;
      state.hasExpired = true;
    },
    logout: (state) => {
      state.token = null;
      state.userInfo = null;
      state.hasExpired = false;
      state.hasLoggedOut = true;
    },
  },
});

export const {
  loginStarted,
  loginHandedOver,
  loginAnswered,
  loginFailed,
  loginCanceled,
  loggedIn,
  sessionExpired,
  logout,
} = oauthSlice.actions;

export const selectLogin = (state: { oauth: OAuthState }) => state.oauth.login;
export const selectUserInfo = (state: { oauth: OAuthState }) => state.oauth.userInfo;
export const selectHasLoggedOut = (state: { oauth: OAuthState }) => state.oauth.hasLoggedOut;
export const selectHasExpired = (state: { oauth: OAuthState }) => state.oauth.hasExpired;

export default oauthSlice.reducer;
