import { vi } from 'vitest';

export const ACCESS_TOKEN = 'the-access-token';
export const USER_INFO_URL = 'https://alice.carto.com/api/v4/me';

export const ME = {
  username: 'alice',
  organization: null,
  first_name: 'Alice',
  last_name: 'Doe',
  avatar_url: '',
  api_endpoints: { auth: 'https://alice.carto.com', builder: 'https://alice.carto.com/dashboard' },
};

/** A session as the store receives it. */
export function session({ seconds = 3600, userInfo = ME } = {}) {
  const expirationDate = Date.now() + seconds * 1000;
  const token = { accessToken: ACCESS_TOKEN, expirationDate, userInfoUrl: USER_INFO_URL };
  return { token, userInfo };
}

/** CARTO's answer to a login, as the fragment of the callback URL. */
export function answer(state, params) {
  return new URLSearchParams({
    access_token: ACCESS_TOKEN,
    token_type: 'Bearer',
    expires_in: '3599.912',
    user_info_url: USER_INFO_URL,
    state,
    ...params,
  }).toString();
}

/** Replaces pop-up windows with stubs, and returns a list of them with the state from each URL. */
export function stubPopups() {
  const popups = [];
  vi.spyOn(window, 'open').mockImplementation((url) => {
    const popup = {
      url: new URL(url),
      closed: false,
      close: () => (popup.closed = true),
    };
    popup.state = popup.url.searchParams.get('state');
    popups.push(popup);
    // The application uses nothing else of a window.
    return popup;
  });
  return popups;
}

/** Answers on a login's channel, like the callback page. Resolves to whether the login accepted it. */
export function sendAnswer(state, fragment = answer(state), timeout = 4000) {
  return new Promise((resolve) => {
    const channel = new BroadcastChannel(state);
    const end = (isTaken) => {
      clearTimeout(timer);
      channel.close();
      resolve(isTaken);
    };
    const timer = setTimeout(() => end(false), timeout);
    channel.onmessage = ({ data }) => end(data === 'received');
    channel.postMessage(fragment);
  });
}

export function stubMe(body = ME, status = 200) {
  return vi
    .spyOn(globalThis, 'fetch')
    .mockImplementation(async () => new Response(JSON.stringify(body), { status }));
}
