/** Opens a view. */
export async function enter(page, path = '/') {
  await page.goto(path);
}

/** Opens a view with all its data, which anyone can see. */
export const enterWithData = enter;
