import { LoginError } from './loginError';

const BLOCKED =
  'The browser blocked the login window. Allow pop-up windows for this page, then log in again.';

const WIDTH = 520;
const HEIGHT = 720;
const POLL_INTERVAL = 500;

/** Call this in a click handler, or browsers block the window. */
export function openPopup(url) {
  const left = Math.round(window.screenX + (window.outerWidth - WIDTH) / 2);
  const top = Math.round(window.screenY + (window.outerHeight - HEIGHT) / 2);
  const features = `popup,width=${WIDTH},height=${HEIGHT},left=${left},top=${top}`;
  const popup = window.open(url, '_blank', features);
  if (!popup || popup.closed) throw new LoginError(BLOCKED);
  return popup;
}

/** Polls, because there is no event for a closed window. Returns a function that stops polling. */
export function watchPopup(popup, onClosed) {
  const timer = setInterval(() => {
    if (!popup.closed) return;
    clearInterval(timer);
    onClosed();
  }, POLL_INTERVAL);
  return () => clearInterval(timer);
}
