export const alert = (page) => page.getByRole('alert');

export const map = (page) => page.getByRole('region', { name: 'Map', exact: true });

/** The widget with this title. */
export const widget = (page, title) => page.getByRole('region', { name: title, exact: true });

/** The number at the end of a widget's or bar's text; NaN while it is loading. */
export async function readNumber(locator) {
  const text = await locator.innerText();
  const [digits] = /[\d,]+$/.exec(text.trim()) ?? [];
  return Number(digits?.replaceAll(',', ''));
}
