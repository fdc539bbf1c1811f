import { useState } from 'react';
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { sessionExpired } from 'store/oauthSlice';
import { cancelLogin } from 'store/oauthThunks';
import { answer, ME, sendAnswer, session, stubMe, stubPopups } from '../../oauthTestUtils';
import { renderWithOAuth } from '../../renderWithOAuth';
import OAuthLogin from './OAuthLogin';
import UserMenu from './UserMenu';

vi.mock('store/initialStateSlice');

const TIMEOUT = { timeout: 4000 };

let store;
const show = (options) => {
  store = renderWithOAuth(<UserMenu />, options);
};
const showPerson = (changes) => show({ session: session({ userInfo: { ...ME, ...changes } }) });
const loginButton = () => screen.getByRole('button', { name: 'Login' });
const account = () => screen.getByRole('button', { name: /^Account/ });
const openMenu = () => fireEvent.click(account());

/** A page whose view has its own login and can be left. */
function Page() {
  const [isHere, setHere] = useState(true);
  return (
    <>
      <UserMenu />
      {isHere && <OAuthLogin />}
      <button onClick={() => setHere(false)}>Leave</button>
    </>
  );
}

describe('the user menu', () => {
  let popups;
  beforeEach(() => {
    sessionStorage.clear();
    popups = stubPopups();
  });
  afterEach(() => {
    act(() => store.dispatch(cancelLogin()));
  });

  test('logs in', async () => {
    stubMe();
    show();
    expect(screen.getByRole('status')).toBeEmptyDOMElement();
    fireEvent.click(loginButton());
    expect(screen.getByRole('status')).toHaveTextContent('login window');
    await sendAnswer(popups[0].state);
    await waitFor(() => expect(account()).toBeInTheDocument(), TIMEOUT);
  });

  test('reports a closed window in the snackbar, until the response arrives after all', async () => {
    stubMe();
    show();
    fireEvent.click(loginButton());
    popups[0].closed = true;
    expect(await screen.findByRole('alert', {}, TIMEOUT)).toHaveTextContent('closed');
    expect(loginButton()).toBeEnabled();
    await sendAnswer(popups[0].state);
    await waitFor(() => expect(account()).toBeInTheDocument(), TIMEOUT);
    expect(store.getState().app.error).toBeNull();
  });

  test('reports how a login ended after its view was left', async () => {
    store = renderWithOAuth(<Page />);
    fireEvent.click(screen.getByRole('button', { name: 'Login with CARTO' }));
    expect(loginButton()).toBeEnabled();
    fireEvent.click(screen.getByRole('button', { name: 'Leave' }));
    expect(loginButton()).toBeDisabled();
    const { state } = popups[0];
    await sendAnswer(state, answer(state, { error: 'access_denied' }));
    expect(await screen.findByRole('alert', {}, TIMEOUT)).toHaveTextContent('did not allow');
    expect(loginButton()).toBeEnabled();
  });

  test('does not repeat an error that the view has shown', async () => {
    vi.mocked(window.open).mockReturnValue(null);
    store = renderWithOAuth(<Page />);
    fireEvent.click(screen.getByRole('button', { name: 'Login with CARTO' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('blocked');
    fireEvent.click(screen.getByRole('button', { name: 'Leave' }));
    expect(store.getState().app.error).toBeNull();
  });

  test('says that the session has expired', () => {
    showPerson();
    act(() => store.dispatch(sessionExpired()));
    expect(screen.getByRole('alert')).toHaveTextContent('session has expired');
    expect(loginButton()).toBeEnabled();
  });

  test('shows who is logged in', () => {
    showPerson();
    expect(account()).toHaveAccessibleName('Account Alice Doe');
    expect(account()).toHaveTextContent('AD');
    openMenu();
    expect(screen.getByText('alice')).toBeInTheDocument();
  });

  test('shows the avatar, and the username if there is no full name', () => {
    const avatar = 'https://img.example.org/alice.png';
    showPerson({ avatar_url: avatar, first_name: '', last_name: '' });
    expect(account()).toHaveAccessibleName('Account alice');
    expect(account().querySelector('img')).toHaveAttribute('src', avatar);
  });

  test('offers a link to CARTO and the logout', () => {
    showPerson();
    openMenu();
    const items = screen.getAllByRole('menuitem');
    expect(items.map(({ textContent }) => textContent)).toEqual(['Go to CARTO', 'Logout']);
    expect(items[0]).toHaveAttribute('href', ME.api_endpoints.builder);
    expect(items[0]).toHaveAttribute('target', '_blank');
    expect(items[0]).toHaveAttribute('rel', 'noopener noreferrer');
    fireEvent.click(items[1]);
    expect(loginButton()).toBeInTheDocument();
    expect(screen.getByRole('status')).toHaveTextContent('logged out');
    expect(sessionStorage).toHaveLength(0);
  });

  test('links to the server when CARTO returns no dashboard', () => {
    showPerson({ api_endpoints: { auth: ME.api_endpoints.auth, builder: '' } });
    openMenu();
    expect(screen.getByRole('menuitem', { name: 'Go to CARTO' })).toHaveAttribute(
      'href',
      ME.api_endpoints.auth,
    );
  });
});
