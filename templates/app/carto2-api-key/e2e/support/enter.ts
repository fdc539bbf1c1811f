import type { Page } from '@playwright/test';

/** Opens a view. */
export async function enter(page: Page, path = '/') {
  await page.goto(path);
}

/** Opens a view with all its data, which anyone can see. */
export const enterWithData = enter;
