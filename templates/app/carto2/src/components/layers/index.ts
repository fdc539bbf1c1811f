import type { LayerDefinition } from './layerDefinition';

/**
 * All layers in this folder. To add one, add a file whose name ends in Layer.ts.
 * The map draws those that the current view has put into the store with `addLayer`.
 */
export const layers = Object.values(
  import.meta.glob<LayerDefinition>('./*Layer.ts', { eager: true, import: 'default' }),
);
