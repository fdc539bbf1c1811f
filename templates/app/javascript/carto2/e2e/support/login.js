import { expect } from '@playwright/test';
import { CARTO_URL, OWNER } from '../../sandbox/settings.js';

/** The login button: of the first screen or, if the login is optional, of the header. */
export const loginButton = (page) =>
  page.getByRole('button', { name: /^Login( with CARTO)?$/ }).first();

/** The account button, which exists while a user is logged in. */
export const accountButton = (page) => page.getByRole('button', { name: /^Account/ });

/** Clicks a login button, and returns the window that it opens. */
export async function openLogin(page, button = loginButton(page)) {
  const [popup] = await Promise.all([page.waitForEvent('popup'), button.click()]);
  return popup;
}

/** Fills in the consent page. `answer` is the label of the answer that CARTO returns. */
export async function decide(popup, button, { account = OWNER, answer } = {}) {
  await popup.getByRole('radio', { name: account }).check();
  if (answer) await popup.getByLabel('Answer').selectOption({ label: answer });
  await popup.getByRole('button', { name: button }).click();
}

/** Completes a login. */
export async function logIn(page, { account, button } = {}) {
  const popup = await openLogin(page, button);
  await decide(popup, 'Allow', { account });
  await expect(accountButton(page)).toBeVisible();
}

export async function logOut(page) {
  await accountButton(page).click();
  await page.getByRole('menuitem', { name: 'Logout' }).click();
}

/** Makes the following logins request an additional scope. */
export const askAlsoFor = (page, scope) =>
  changeRequest(page, (params) => params.set('scope', `${params.get('scope') ?? ''} ${scope}`));

/** Makes the following logins request only these scopes. */
export const askOnlyFor = (page, scopes) =>
  changeRequest(page, (params) => params.set('scope', scopes));

/** Changes the authorization request of the following logins. */
export async function changeRequest(page, change) {
  await page.context().route(`${CARTO_URL}/oauth2/authorize?*`, (route) => {
    const url = new URL(route.request().url());
    change(url.searchParams);
    return route.fallback({ url: url.href });
  });
}

/** Opens the view with the data of the logged-in user. */
export const openOwnData = (page) =>
  page.getByRole('link', { name: /^(Datasets|Private data)$/ }).click();

/** The token of a tab's session, or null if it has none. */
export const readToken = (page) =>
  page.evaluate(
    () => JSON.parse(sessionStorage.getItem('carto-session') ?? 'null')?.token.accessToken ?? null,
  );
