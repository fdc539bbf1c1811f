export const alert = (page) => page.getByRole('alert');

export const map = (page) => page.getByRole('region', { name: 'Map', exact: true });

/** One widget, by its title. */
export const widget = (page, title) => page.getByRole('region', { name: title, exact: true });

/** The number at the end of what a widget or a bar says; none while it is loading. */
export async function readNumber(locator) {
  const text = await locator.innerText();
  const [digits] = /[\d,]+$/.exec(text.trim()) ?? [];
  return digits && Number(digits.replaceAll(',', ''));
}
