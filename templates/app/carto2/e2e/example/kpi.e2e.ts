import { enter } from '../support/enter.ts';
import { widget } from '../support/locators.ts';
import { countColored, countPixels } from '../support/map.ts';
import { expect, test } from '../support/test.ts';

test('colors the states by revenue, and lists them', async ({ page }) => {
  await enter(page, '/kpi');
  await expect(widget(page, 'Total revenue').getByText(/^\$[\d.]+[MB]$/)).toBeVisible();
  await expect.poll(() => countColored(page)).toBeGreaterThan(5000);

  const swatches = page.getByRole('group', { name: 'Revenue' }).locator('li > div');
  const colors = await swatches.evaluateAll((all) =>
    all.map((swatch) => getComputedStyle(swatch).backgroundColor),
  );
  const pixels = await Promise.all(colors.map((color) => countPixels(page, color)));
  expect(pixels.filter((count) => count > 500).length, 'colors of the legend').toBeGreaterThan(2);

  const states = widget(page, 'States with the most revenue').getByRole('button');
  const colored = await countColored(page);
  await states.first().click();
  await expect
    .poll(() => countColored(page), 'only the selected state is drawn')
    .toBeLessThan(colored / 2);
});
