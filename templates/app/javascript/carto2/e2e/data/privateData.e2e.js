import { enterWithData } from '../support/enter.js';
import { readNumber, widget } from '../support/locators.js';
import { expectFeatures, showWorld } from '../support/map.js';
import { expect, test } from '../support/test.js';

test('draws and counts the private dataset', async ({ page, sandbox }) => {
  await enterWithData(page, '/private');
  await expectFeatures(page);
  const rows = await sandbox.countRows('my_private_dataset');
  await showWorld(page);
  await expect.poll(() => readNumber(widget(page, 'Features in view'))).toBe(rows);
});
