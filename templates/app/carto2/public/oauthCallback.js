// CARTO redirects to this page, with its answer in the fragment of the address. The page passes the
// answer on to the application, which validates it, and closes itself.
{
  const fragment = window.location.hash.slice(1);
  // This comes first, so that the token does not stay in the address bar or the history.
  window.history.replaceState(null, '', window.location.pathname);

  const OPENED_DIRECTLY =
    'This page completes a login with CARTO. Do not open it directly: close it, and log in from the ' +
    'application.';
  const MALFORMED =
    'This answer does not belong to a login of this application. Close this window and log in again.';
  const NOT_WAITING =
    'The application is no longer waiting for this login. Close this window and log in again.';
  const DONE = 'The login is complete. You can close this window.';

  const TIMEOUT = 3000;

  const show = (text, role) => {
    const message = document.getElementById('message');
    message.setAttribute('role', role);
    message.textContent = text;
  };

  /** The state names the channel, and only the application that started the login knows it. */
  const handOver = (state) => {
    const channel = new BroadcastChannel(state);
    const timer = setTimeout(() => show(NOT_WAITING, 'alert'), TIMEOUT);
    channel.onmessage = ({ data }) => {
      if (data !== 'received') return;
      clearTimeout(timer);
      channel.close();
      show(DONE, 'status');
      window.close();
    };
    channel.postMessage(fragment);
  };

  document.addEventListener('DOMContentLoaded', () => {
    const states = new URLSearchParams(fragment).getAll('state');
    if (!fragment) show(OPENED_DIRECTLY, 'alert');
    else if (states.length !== 1 || !/^[0-9a-f]{64}$/.test(states[0])) show(MALFORMED, 'alert');
    else handOver(states[0]);
  });
}
