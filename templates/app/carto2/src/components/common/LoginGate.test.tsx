import { act, screen } from '@testing-library/react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { logout, sessionExpired } from 'store/oauthSlice';
import { session } from '../../oauthTestUtils';
import { renderWithOAuth } from '../../renderWithOAuth';
import type { OAuthOptions } from '../../renderWithOAuth';
import LoginGate from './LoginGate';

vi.mock('store/initialStateSlice');

const mounted = vi.fn();

function Application() {
  mounted();
  return <p>The application</p>;
}

const show = (options: OAuthOptions) =>
  renderWithOAuth(
    <LoginGate>
      <Application />
    </LoginGate>,
    options,
  );
const loginButton = () => screen.queryByRole('button', { name: 'Login with CARTO' });

describe('the login gate', () => {
  beforeEach(() => {
    sessionStorage.clear();
    mounted.mockReset();
  });

  test('mounts only the login screen while nobody is logged in', () => {
    const fetch = vi.spyOn(globalThis, 'fetch');
    show({ forceOAuthLogin: true });
    expect(screen.getByRole('heading', { name: 'My map' })).toBeInTheDocument();
    expect(screen.getAllByRole('button')).toEqual([loginButton()]);
    expect(mounted).not.toHaveBeenCalled();
    expect(fetch).not.toHaveBeenCalled();
  });

  test('opens at login and closes at logout', () => {
    const store = show({ forceOAuthLogin: true, session: session() });
    expect(screen.getByText('The application')).toBeInTheDocument();
    expect(loginButton()).toBeNull();
    act(() => store.dispatch(logout()));
    expect(screen.queryByText('The application')).toBeNull();
    expect(loginButton()).toBeInTheDocument();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  test('closes when the session expires, and says why', () => {
    const store = show({ forceOAuthLogin: true, session: session() });
    act(() => store.dispatch(sessionExpired()));
    expect(screen.queryByText('The application')).toBeNull();
    expect(screen.getByRole('alert')).toHaveTextContent('session has expired');
  });

  test('is open to everybody when the login is optional', () => {
    show({ forceOAuthLogin: false });
    expect(screen.getByText('The application')).toBeInTheDocument();
    expect(loginButton()).toBeNull();
  });
});
