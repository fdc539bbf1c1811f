/** What is drawn on the map. */
import { PNG } from 'pngjs';

/** What the map looks like without features: the basemap's two colours, and what is there before it comes. */
const EMPTY = ['#d4dadc', '#fafaf8', '#e9edf0', '#ffffff'].map(parse);
const MASK = '#ff00ff';

/** How many pixels of the map have about this colour (`#rrggbb` or `rgb(…)`). */
export async function countPixels(page, color) {
  const wanted = parse(color);
  return count(page, (pixel) => isNear(pixel, wanted, 6));
}

/** How many pixels of the map are neither basemap nor empty; a few dozen are the shadows of buttons. */
export async function countDrawn(page) {
  const ignored = [...EMPTY, parse(MASK)];
  return count(page, (pixel) => !ignored.some((color) => isNear(pixel, color, 40)));
}

async function count(page, isIt) {
  const map = page.locator('section[aria-label="Map"]');
  // What lies above the map: legends, buttons, the attribution.
  const mask = ['section', 'details', '[role=group]', 'div:has(> a)'].map((inner) => map.locator(inner));
  const { data } = PNG.sync.read(await map.screenshot({ mask, maskColor: MASK }));
  let found = 0;
  for (let at = 0; at < data.length; at += 4) {
    if (isIt(data.subarray(at, at + 3))) found += 1;
  }
  return found;
}

function isNear(pixel, color, distance) {
  return color.every((value, channel) => Math.abs(pixel[channel] - value) <= distance);
}

function parse(color) {
  if (color.startsWith('rgb')) return color.match(/\d+/g).slice(0, 3).map(Number);
  return [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
}
