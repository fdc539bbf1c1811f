import { expect } from '@playwright/test';

const MOST_STEPS = 60;
/** Around a control there is room for an outline. */
const FRAME = 6;

/** Goes from control to control until one has the focus, and shows that it has it. */
export async function tabTo(page, control) {
  await expect(control).toBeVisible();
  for (let step = 0; step < MOST_STEPS; step += 1) {
    if (await hasFocus(control)) return expectVisibleFocus(page, control);
    await page.keyboard.press('Tab');
  }
  throw new Error(`The Tab key does not lead to ${control}.`);
}

/** Goes there and presses a key: Enter, or Space. */
export async function press(page, control, key = 'Enter') {
  await tabTo(page, control);
  await page.keyboard.press(key);
}

const hasFocus = (control) => control.evaluate((each) => each === document.activeElement);

/** A person sees which control has the focus: without, it looks different. */
async function expectVisibleFocus(page, control) {
  const { x, y, width, height } = await control.boundingBox();
  const clip = { x: x - FRAME, y: y - FRAME, width: width + 2 * FRAME, height: height + 2 * FRAME };
  const focused = await page.screenshot({ clip });
  await control.blur();
  const blurred = await page.screenshot({ clip });
  await control.focus();
  expect(focused.equals(blurred), `${control} looks the same without the focus`).toBe(false);
}
