import { enterWithData } from '../support/enter.js';
import { readNumber } from '../support/locators.js';
import { countPixels, showWorld } from '../support/map.js';
import { expect, test } from '../support/test.js';

test('each dataset is drawn in its colour, and all its rows are counted', async ({ page }) => {
  await enterWithData(page, '/datasets');
  const heading = page.getByRole('heading', { level: 2 });
  const widgets = page.getByRole('region').filter({ has: heading });
  await expect(widgets.first()).toBeVisible();
  await showWorld(page);

  for (const widget of await widgets.all()) {
    // The SQL API says how many there are in all, the tiles how many are in view.
    const inAll = await widget.getByText(/^[\d,]+ in all$/).innerText();
    const rows = parseInt(inAll.replaceAll(',', ''), 10);
    expect(rows).toBeGreaterThan(0);
    await expect.poll(() => readNumber(widget)).toBe(rows);
    const color = await widget
      .getByRole('heading')
      .evaluate(({ previousElementSibling: square }) => getComputedStyle(square).backgroundColor);
    await expect.poll(() => countPixels(page, color)).toBeGreaterThan(5);
  }
});
