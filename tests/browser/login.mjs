/** The login as a person goes through it, and what must not be left behind by it. */
import assert from 'node:assert/strict';

/** Clicks a login button and gives the window that it opens. */
export async function openLogin(stage, button = 'Login with CARTO') {
  const [popup] = await Promise.all([
    stage.context.waitForEvent('page'),
    stage.page.getByRole('button', { name: button, exact: true }).click(),
  ]);
  return popup;
}

/** Answers the consent page, after which the window closes by itself. */
export async function decide(popup, decision) {
  const closed = popup.waitForEvent('close');
  await popup.getByRole('button', { name: decision }).click();
  await closed;
}

/** A whole login; gives the token that was issued. */
export async function logIn(stage, button) {
  await decide(await openLogin(stage, button), 'Allow');
  await stage.button(/^Account/).waitFor();
  return stage.standin.accounts.issued.at(-1);
}

export async function logOut(stage) {
  await stage.button(/^Account/).click();
  await stage.page.getByRole('menuitem', { name: 'Logout' }).click();
}

/** The token may be in this tab's sessionStorage, and in what is asked of CARTO; nowhere else. */
export async function assertTokenIsKept(stage, token) {
  const { page, context, standin } = stage;
  const elsewhere = await page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, document.cookie, location.href, history.state, document.body.innerHTML]),
  );
  assert(!elsewhere.includes(token), 'the token is in localStorage, a cookie, the address bar or the page');
  assert(!context.pages().some((each) => each.url().includes(token)), 'the token is in an address bar');
  assert(!standin.requests.some(({ referer }) => referer?.includes(token)), 'the token is in a referrer');
}
