import { enter } from '../support/enter.js';
import { widget } from '../support/locators.js';
import { countColored } from '../support/map.js';
import { expect, test } from '../support/test.js';

test('colors the states by revenue, and lists them', async ({ page }) => {
  await enter(page, '/kpi');
  await expect(widget(page, 'Total revenue').getByText(/^\$[\d.]+[MB]$/)).toBeVisible();
  await expect.poll(() => countColored(page)).toBeGreaterThan(5000);

  const states = widget(page, 'States with the most revenue').getByRole('button');
  const colored = await countColored(page);
  await states.first().click();
  await expect
    .poll(() => countColored(page), 'only the selected state is drawn')
    .toBeLessThan(colored / 2);
});
