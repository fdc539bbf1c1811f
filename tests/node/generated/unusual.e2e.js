import { enter } from './support/enter.js';
import { map, readNumber, widget } from './support/locators.js';
import { countPixels } from './support/map.js';
import { expect, test } from './support/test.js';

const EMPTY = 'No data in this part of the map.';

/** The colors of the layer, which names two of the four categories. */
const PROTO = { hex: '#3b7dd8', rgb: 'rgb(59, 125, 216)' };
const TO_STRING = { hex: '#e0523d', rgb: 'rgb(224, 82, 61)' };
const OTHER = { hex: '#5f6b76', rgb: 'rgb(95, 107, 118)' };

test('unusual data is drawn, explained and counted', async ({ page }) => {
  await enter(page, '/unusual');
  // Now all features are in view, and in several tiles.
  await page.getByRole('button', { name: 'Zoom out' }).click();
  const entries = (title) => widget(page, title).getByRole('listitem');

  // NULL in the first, the last and all rows. Each feature has another power of two, so the sums also
  // tell that a feature of each geometry type counts once.
  await expect.poll(() => readNumber(widget(page, 'Not first'))).toBe(126);
  await expect.poll(() => readNumber(widget(page, 'Not last'))).toBe(63);
  await expect(entries('Nothings')).toHaveText(['No value7']);
  for (const title of ['Nothing', 'Nothing bins'])
    await expect(widget(page, title)).toContainText(EMPTY);
  const bins = widget(page, 'Not first bins').getByRole('button');
  await expect(bins).toHaveCount(3);
  for (const [index, count] of [1, 2, 3].entries()) {
    await expect(bins.nth(index)).toHaveAccessibleName(new RegExp(`: ${count}$`));
  }

  const names = ['__proto__2', 'toString2', 'constructor1', 'hasOwnProperty1', 'No value1'];
  await expect(entries('Names')).toHaveText(names);
  const colors = await entries('Names').evaluateAll((items) =>
    items.map((item) => getComputedStyle(item.querySelector('span + span > span')).backgroundColor),
  );
  expect(colors).toEqual([PROTO, TO_STRING, OTHER, OTHER, OTHER].map(({ rgb }) => rgb));
  const legends = map(page).locator('details [role=group]');
  await expect(legends.filter({ hasText: 'Name' })).toHaveText('Name__proto__toStringOther');
  for (const { hex } of [PROTO, TO_STRING, OTHER]) {
    await expect.poll(() => countPixels(page, hex), hex).toBeGreaterThan(20);
  }

  await expect(entries('Three')).toHaveText(['1167', '2167', '0166']);
  await expect(entries('Eight')).toHaveCount(8);
  await expect(entries('Nine')).toHaveCount(9);
  await expect(entries('Five hundred')).toHaveCount(9);
  await expect(entries('Five hundred').last()).toHaveText('Other (492)492');

  await expect.poll(() => readNumber(widget(page, 'No rows'))).toBe(0);
  for (const title of ['No sum', 'No names', 'No bins']) {
    await expect(widget(page, title)).toContainText(EMPTY);
  }

  await entries('Names')
    .getByRole('button', { name: /^__proto__/ })
    .click();
  await expect.poll(() => readNumber(widget(page, 'Not last'))).toBe(34);
  await expect.poll(() => countPixels(page, TO_STRING.hex)).toBe(0);
  expect(await countPixels(page, PROTO.hex)).toBeGreaterThan(20);
  await expect(page.getByRole('progressbar')).toHaveCount(0);
});
