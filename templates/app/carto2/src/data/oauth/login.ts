import { readAnswer } from './answer';
import { waitForAnswer } from './answerChannel';
import { authorizationUrl, createState } from './authorizationRequest';
import type { OAuthApp } from './authorizationRequest';
import { openPopup, watchPopup } from './popup';
import type { Session } from './session';
import type { IsTrusted } from './trustedUrl';
import { fetchUserInfo } from './userInfo';

interface LoginRequest {
  oauthApp: OAuthApp;
  isTrusted: IsTrusted;
  signal: AbortSignal;
  onPopupClosed: () => void;
  onAnswer: () => void;
}

/**
 * One login, from the pop-up window to the token and its user. Keeps waiting if the window seems closed:
 * it may have isolated itself from this one (COOP), and the answer can still arrive.
 */
export async function requestSession({
  oauthApp,
  isTrusted,
  signal,
  onPopupClosed,
  onAnswer,
}: LoginRequest): Promise<Session> {
  const state = createState();
  const popup = openPopup(authorizationUrl(oauthApp, state));
  const stopWatching = watchPopup(popup, onPopupClosed);
  signal.addEventListener('abort', () => {
    stopWatching();
    popup.close();
  });

  const answer = await waitForAnswer(state, signal);
  stopWatching();
  onAnswer();
  const token = readAnswer(answer, isTrusted);
  const userInfo = await fetchUserInfo(token, isTrusted, signal);
  return { token, userInfo };
}
