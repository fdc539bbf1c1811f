import type { ReactElement } from 'react';
import { configureStore } from '@reduxjs/toolkit';
import { render } from '@testing-library/react';
import { Provider } from 'react-redux';
import ErrorSnackbar from 'components/common/ErrorSnackbar';
import type { Session } from 'data/oauth/session';
import app, { initialState } from 'store/appSlice';
import { oauthMiddleware } from 'store/oauthMiddleware';
import oauth, { loggedIn } from 'store/oauthSlice';

export interface OAuthOptions {
  forceOAuthLogin?: boolean;
  session?: Session;
}

/** Renders an element and the error snackbar, with `session` or with nobody logged in. */
export function renderWithOAuth(
  element: ReactElement,
  { forceOAuthLogin = false, session }: OAuthOptions = {},
) {
  const store = configureStore({
    reducer: { app, oauth },
    middleware: (getDefaultMiddleware) => getDefaultMiddleware().concat(oauthMiddleware),
    preloadedState: { app: { ...initialState, title: 'My map', forceOAuthLogin } },
  });
  if (session) store.dispatch(loggedIn(session));
  render(
    <Provider store={store}>
      {element}
      <ErrorSnackbar />
    </Provider>,
  );
  return store;
}
