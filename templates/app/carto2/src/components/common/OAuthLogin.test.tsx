import { fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { cancelLogin } from 'store/oauthThunks';
import { answer, sendAnswer, session, stubMe, stubPopups } from '../../oauthTestUtils';
import type { Popup } from '../../oauthTestUtils';
import { renderWithOAuth } from '../../renderWithOAuth';
import type { OAuthOptions } from '../../renderWithOAuth';
import OAuthLogin from './OAuthLogin';

vi.mock('store/initialStateSlice');

const TIMEOUT = { timeout: 4000 };

let popups: Popup[];
let store: ReturnType<typeof renderWithOAuth>;
const show = (options?: OAuthOptions) => {
  store = renderWithOAuth(<OAuthLogin message="For your eyes only.">Private</OAuthLogin>, options);
};
const button = () => screen.getByRole('button', { name: 'Login with CARTO' });

describe('OAuthLogin', () => {
  beforeEach(() => {
    sessionStorage.clear();
    popups = stubPopups();
  });
  afterEach(() => {
    store.dispatch(cancelLogin());
  });

  test('shows its children to a logged-in user', () => {
    show({ session: session() });
    expect(screen.getByText('Private')).toBeInTheDocument();
    expect(screen.queryByRole('button')).toBeNull();
  });

  test('shows the login to everybody else, and its children after the login', async () => {
    stubMe();
    show();
    expect(screen.queryByText('Private')).toBeNull();
    expect(screen.getByText('For your eyes only.')).toBeInTheDocument();
    fireEvent.click(button());
    expect(screen.getByRole('status')).toHaveTextContent('login window');
    await sendAnswer(popups[0]!.state);
    expect(await screen.findByText('Private', {}, TIMEOUT)).toBeInTheDocument();
  });

  test('says why a login failed, and enables the button again', async () => {
    show();
    fireEvent.click(button());
    expect(button()).toBeDisabled();
    const { state } = popups[0]!;
    await sendAnswer(state, answer(state, { error: 'access_denied' }));
    expect(await screen.findByRole('alert', {}, TIMEOUT)).toHaveTextContent('did not allow');
    expect(button()).toBeEnabled();
    fireEvent.click(button());
    expect(screen.queryByRole('alert')).toBeNull();
    expect(popups).toHaveLength(2);
  });

  test('can cancel a login', () => {
    show();
    fireEvent.click(button());
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(popups[0]!.closed).toBe(true);
    expect(button()).toBeEnabled();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  test('only the component that started a login shows its problem', async () => {
    store = renderWithOAuth(
      <>
        <OAuthLogin />
        <OAuthLogin />
      </>,
    );
    vi.mocked(window.open).mockReturnValue(null);
    fireEvent.click(screen.getAllByRole('button')[0]!);
    expect(await screen.findAllByRole('alert')).toHaveLength(1);
  });
});
