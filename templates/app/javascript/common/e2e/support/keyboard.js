import { expect } from '@playwright/test';

const MAX_STEPS = 60;
/** Room for an outline around a control, in pixels. */
const FRAME = 6;

/** Presses Tab until a control has the focus, and expects that the focus is visible. */
export async function tabTo(page, control) {
  await expect(control).toBeVisible();
  for (let step = 0; step < MAX_STEPS; step += 1) {
    if (await hasFocus(control)) return expectVisibleFocus(page, control);
    await page.keyboard.press('Tab');
  }
  throw new Error(`The Tab key does not reach ${control}.`);
}

/** Moves the focus to a control and presses a key: Enter or Space. */
export async function press(page, control, key = 'Enter') {
  await tabTo(page, control);
  await page.keyboard.press(key);
}

const hasFocus = (control) => control.evaluate((each) => each === document.activeElement);

/** Expects that a control looks different with and without the focus, once it has stopped moving. */
async function expectVisibleFocus(page, control) {
  await expect(async () => {
    const { x, y, width, height } = await control.boundingBox();
    const frame = { x: x - FRAME, y: y - FRAME };
    const clip = { ...frame, width: width + 2 * FRAME, height: height + 2 * FRAME };
    const focused = await page.screenshot({ clip });
    await control.blur();
    const blurred = await page.screenshot({ clip });
    await control.focus();
    expect(focused.equals(blurred), `${control} looks the same without the focus`).toBe(false);
  }).toPass({ timeout: 20_000 });
}
