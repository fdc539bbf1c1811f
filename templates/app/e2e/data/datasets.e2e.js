import { enterWithData } from '../support/enter.js';
import { readNumber } from '../support/locators.js';
import { countPixels, showWorld } from '../support/map.js';
import { expect, test } from '../support/test.js';

test('each dataset is drawn in its colour, and all its rows are counted', async ({
  page,
  sandbox,
}) => {
  await enterWithData(page, '/datasets');
  const heading = page.getByRole('heading', { level: 2 });
  const widgets = page.getByRole('region').filter({ has: heading });
  await expect(widgets.first()).toBeVisible();
  await showWorld(page);

  for (const widget of await widgets.all()) {
    const title = widget.getByRole('heading');
    const rows = await sandbox.countRows(await title.innerText());
    await expect.poll(() => readNumber(widget)).toBe(rows);
    const color = await title.evaluate(
      ({ previousElementSibling: square }) => getComputedStyle(square).backgroundColor,
    );
    await expect.poll(() => countPixels(page, color)).toBeGreaterThan(5);
  }
});
