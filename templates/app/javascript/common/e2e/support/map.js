import { expect } from '@playwright/test';
import { map } from './locators.js';

/** The number of map pixels with a color, given as '#rrggbb' or 'rgb(…)'. */
export async function countPixels(page, color) {
  const wanted = parse(color);
  return count(page, (channels) =>
    channels.every((value, at) => Math.abs(value - wanted[at]) <= 6),
  );
}

/** The number of colored map pixels, like those of features. The basemap is almost gray. */
export async function countColored(page) {
  return count(page, (channels) => Math.max(...channels) - Math.min(...channels) > 40);
}

/** The number of colors that cover a large part of the map. */
export async function countColors(page) {
  const colors = await readColors(page);
  return colors.filter(([, pixels]) => pixels > 5000).length;
}

/** Waits until there are features on the map. */
export async function expectFeatures(page) {
  await expect.poll(() => countColored(page), 'colored pixels').toBeGreaterThan(50);
}

/** Waits until there are no features on the map. */
export async function expectNoFeatures(page) {
  await expect.poll(() => countColored(page), 'colored pixels').toBeLessThan(10);
}

/** Zooms out until the map shows the whole world. */
export async function showWorld(page) {
  const button = page.getByRole('button', { name: 'Zoom out' });
  for (let step = 0; step < 3; step += 1) await button.click();
}

async function count(page, matches) {
  const colors = await readColors(page);
  return colors
    .filter(([color]) => matches(parse(color)))
    .reduce((sum, [, pixels]) => sum + pixels, 0);
}

/** Each color of the map with its number of pixels, without the panel and the controls on top of it. */
async function readColors(page) {
  const panel = page.getByRole('button', { name: 'Hide the panel' }).locator('..');
  const controls = ['details', '[role=group]', 'button', 'div:has(> a)'].map((inner) =>
    map(page).locator(inner),
  );
  const above = [panel, ...controls];
  const picture = await map(page).screenshot({ mask: above, maskColor: '#808080' });
  return page.evaluate(countPixelsByColor, picture.toString('base64'));
}

/** Runs in the browser, which can decode an image. */
async function countPixelsByColor(base64) {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const picture = await createImageBitmap(new Blob([bytes]));
  const { width, height } = picture;
  const context = new OffscreenCanvas(width, height).getContext('2d');
  context.drawImage(picture, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  // In pixels of the page, of which the picture has fewer.
  const area = 1 / devicePixelRatio ** 2;
  const counts = new Map();
  for (let at = 0; at < data.length; at += 4) {
    const color = `rgb(${data[at]}, ${data[at + 1]}, ${data[at + 2]})`;
    counts.set(color, (counts.get(color) ?? 0) + area);
  }
  return [...counts];
}

function parse(color) {
  if (color.startsWith('rgb')) return color.match(/\d+/g).slice(0, 3).map(Number);
  return [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
}
