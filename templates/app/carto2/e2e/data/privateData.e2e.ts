import { enterWithData } from '../support/enter.ts';
import { readNumber, widget } from '../support/locators.ts';
import { expectFeatures, showWorld } from '../support/map.ts';
import { expect, test } from '../support/test.ts';

test('draws and counts the private dataset', async ({ page, sandbox }) => {
  await enterWithData(page, '/private');
  await expectFeatures(page);
  const rows = await sandbox.countRows('my_private_dataset');
  await showWorld(page);
  await expect.poll(() => readNumber(widget(page, 'Features in view'))).toBe(rows);
});
