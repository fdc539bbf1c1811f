// CARTO sends people back to this page, with its answer in the fragment of the address. The page hands
// the answer over to the application, which judges it, and closes itself.
{
  const fragment = window.location.hash.slice(1);
  // Before anything else: the token must not stay in the address bar and the history.
  window.history.replaceState(null, '', window.location.pathname);

  const OPENED_BY_HAND =
    'This page completes a login with CARTO. There is nothing to see when it is opened by hand: ' +
    'close it and log in from the application.';
  const MALFORMED =
    'CARTO’s answer does not belong to a login of this application. Close this window and log in again.';
  const NOBODY_WAITS =
    'The application is not waiting for this login any more. Close this window and log in again.';
  const DONE = 'The login is complete. You can close this window.';

  const PATIENCE = 3000;

  const show = (text, role) => {
    const message = document.getElementById('message');
    message.setAttribute('role', role);
    message.textContent = text;
  };

  /** Only the application that started the login knows its state, and so the name of the channel. */
  const handOver = (state) => {
    const channel = new BroadcastChannel(state);
    const timer = setTimeout(() => show(NOBODY_WAITS, 'alert'), PATIENCE);
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
    if (!fragment) show(OPENED_BY_HAND, 'alert');
    else if (states.length !== 1 || !/^[0-9a-f]{64}$/.test(states[0])) show(MALFORMED, 'alert');
    else handOver(states[0]);
  });
}
