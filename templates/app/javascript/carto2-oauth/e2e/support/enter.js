import { expect } from '@playwright/test';
import { accountButton, logIn, loginButton } from './login.js';

/** Opens a view, and logs in if the first screen is the login. */
export async function enter(page, path = '/') {
  await page.goto(path);
  await expect(loginButton(page)).toBeVisible();
  if ((await page.getByRole('banner').count()) === 0) await logIn(page);
}

/** Opens a view with all its data, which requires a login. */
export async function enterWithData(page, path = '/') {
  await enter(page, path);
  if (!(await accountButton(page).isVisible())) await logIn(page);
}
