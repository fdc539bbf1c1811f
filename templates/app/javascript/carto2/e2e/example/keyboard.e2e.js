import { enter } from '../support/enter.js';
import { press } from '../support/keyboard.js';
import { alert, readNumber, widget } from '../support/locators.js';
import { expect, test } from '../support/test.js';

test('the map can be zoomed with the keyboard', async ({ page }) => {
  await enter(page, '/stores');
  const count = widget(page, 'Stores in view');
  await expect.poll(() => readNumber(count)).toBeGreaterThan(0);
  const before = await readNumber(count);
  await press(page, page.getByRole('button', { name: 'Zoom in' }));
  await expect.poll(() => readNumber(count)).toBeLessThan(before);
  await press(page, page.getByRole('button', { name: 'Zoom out' }));
  await expect.poll(() => readNumber(count)).toBe(before);
});

test('the widgets can be used with the keyboard', async ({ page }) => {
  await enter(page, '/stores');
  const types = widget(page, 'Stores by type');
  const type = types.getByRole('button', { name: /^Drugstore/ });
  await press(page, type, 'Space');
  await expect(type).toHaveAttribute('aria-pressed', 'true');
  await press(page, type, 'Space');
  await expect(type).toHaveAttribute('aria-pressed', 'false');

  const range = widget(page, 'Stores by revenue').getByRole('button').last();
  await press(page, range);
  await expect(range).toHaveAttribute('aria-pressed', 'true');

  await press(page, widget(page, 'Top stores in view').getByRole('link').first());
  await expect(page.getByText('m²')).toBeVisible();
});

test('the isochrone can be used with the keyboard', async ({ page }) => {
  await enter(page, '/stores/1');
  const mode = page.getByRole('combobox', { name: 'Mode' });
  await press(page, mode);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(mode).toHaveText('Car');

  await press(page, page.getByRole('button', { name: 'Calculate isochrone' }));
  const clear = widget(page, 'Isochrone').getByRole('button', { name: 'Clear' });
  await expect(clear.or(alert(page))).toBeVisible();
});
