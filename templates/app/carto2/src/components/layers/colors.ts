import type { Rgb } from './layerDefinition';

/** The color of a layer that was given none. */
export const DEFAULT_COLOR = '#d1495b';

/** Converts '#ff8000' to the form that deck.gl expects: [255, 128, 0]. */
export function hexToRgb(hex: string): Rgb {
  const number = parseInt(hex.slice(1), 16);
  return [number >> 16, (number >> 8) & 255, number & 255];
}
