import { createSlice } from '@reduxjs/toolkit';
import { readSession } from 'data/oauth/session';
import { trustedUrls } from 'data/oauth/trustedUrl';
import { initialState, oauthInitialState } from './initialStateSlice';

export const SESSION_EXPIRED = 'Your session has expired. Log in again.';
export const LOGGED_OUT = 'You are logged out of this application.';

/** The header: it starts logins, and takes over those whose view is left before they end. */
export const HEADER = 'header';

const NO_LOGIN = { startedBy: null, isWaiting: false, problem: null };

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
  initialState: () => ({
    ...oauthInitialState,
    ...readSession(oauthInitialState.oauthApp, isTrusted),
    login: NO_LOGIN,
    hasLoggedOut: false,
  }),
  reducers: {
    loginStarted: (state, action) => {
      state.login = { startedBy: action.payload, isWaiting: true, problem: null };
      state.hasExpired = false;
      state.hasLoggedOut = false;
    },
    loginHandedOver: (state, action) => {
      if (state.login.startedBy !== action.payload) return;
      // The component that started the login has already shown the problem.
      state.login = { ...state.login, startedBy: HEADER, problem: null };
    },
    loginAnswered: (state) => {
      state.login.isWaiting = true;
      state.login.problem = null;
    },
    loginFailed: (state, action) => {
      state.login.isWaiting = false;
      state.login.problem = action.payload;
    },
    loginCanceled: (state) => {
      state.login = NO_LOGIN;
    },
    loggedIn: (state, action) => {
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

export const selectLogin = (state) => state.oauth.login;
export const selectUserInfo = (state) => state.oauth.userInfo;
export const selectHasLoggedOut = (state) => state.oauth.hasLoggedOut;
export const selectHasExpired = (state) => state.oauth.hasExpired;

export default oauthSlice.reducer;
