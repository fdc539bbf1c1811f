/** On a phone every view is reached from the menu, and nothing needs scrolling sideways. */
import assert from 'node:assert/strict';

export default async function phone(stage) {
  const { page } = stage;
  await stage.visit();
  await stage.button('Open the menu').click();
  const links = page.getByRole('navigation', { name: 'Views' }).getByRole('link');
  await links.first().waitFor();
  const names = await links.allInnerTexts();
  await stage.photograph('menu');
  await page.keyboard.press('Escape');
  for (const name of names) {
    await stage.button('Open the menu').click();
    await page.getByRole('link', { name }).click();
    await page.getByRole('presentation').waitFor({ state: 'detached' });
    await page.waitForTimeout(1500);
    await stage.photograph(name.replace(' ', '-').toLowerCase());
    const [width, inner] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
    assert(width <= inner, `${name} is ${width} wide on a screen of ${inner}`);
    assert(await page.locator('section[aria-label="Map"]').isVisible());
  }
}
