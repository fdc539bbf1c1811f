/**
 * All layers in this folder. To add one, add a file whose name ends in Layer.js.
 * The map draws those that the current view has put into the store with `addLayer`.
 */
export const layers = Object.values(
  import.meta.glob('./*Layer.js', { eager: true, import: 'default' }),
);
