import { expect } from '@playwright/test';
import { CARTO_URL, OWNER } from '../../sandbox/settings.js';

/** The login of the first screen or, when the login is optional, that of the header. */
export const loginButton = (page) =>
  page.getByRole('button', { name: /^Login( with CARTO)?$/ }).first();

/** It is there as long as somebody is logged in. */
export const accountButton = (page) => page.getByRole('button', { name: /^Account/ });

/** Clicks a login button, and gives the window that it opens. */
export async function openLogin(page, button = loginButton(page)) {
  const [popup] = await Promise.all([page.waitForEvent('popup'), button.click()]);
  return popup;
}

/** Answers the consent page. `answer`: what CARTO says then, by its label on that page. */
export async function decide(popup, button, { account = OWNER, answer } = {}) {
  await popup.getByRole('radio', { name: account }).check();
  if (answer) await popup.getByLabel('Answer').selectOption({ label: answer });
  await popup.getByRole('button', { name: button }).click();
}

/** A whole login. */
export async function logIn(page, { account, button } = {}) {
  const popup = await openLogin(page, button);
  await decide(popup, 'Allow', { account });
  await expect(accountButton(page)).toBeVisible();
}

export async function logOut(page) {
  await accountButton(page).click();
  await page.getByRole('menuitem', { name: 'Logout' }).click();
}

/** Lets the logins to come ask for more than the application does. */
export const askAlsoFor = (page, scope) =>
  changeRequest(page, (params) => params.set('scope', `${params.get('scope') ?? ''} ${scope}`));

/** Lets the logins to come ask for these scopes only. */
export const askOnlyFor = (page, scopes) =>
  changeRequest(page, (params) => params.set('scope', scopes));

/** Changes what the logins to come ask of CARTO. */
export async function changeRequest(page, change) {
  await page.context().route(`${CARTO_URL}/oauth2/authorize?*`, (route) => {
    const url = new URL(route.request().url());
    change(url.searchParams);
    return route.fallback({ url: url.href });
  });
}

/** Goes to the view that shows what belongs to the person who is logged in. */
export const openOwnData = (page) =>
  page.getByRole('link', { name: /^(Datasets|Private data)$/ }).click();

/** The token of a tab's session; null when it has none. */
export const readToken = (page) =>
  page.evaluate(
    () => JSON.parse(sessionStorage.getItem('carto-session'))?.token.accessToken ?? null,
  );
