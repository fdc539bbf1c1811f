import type { AnyRow } from 'data/source';
import type { Area } from 'data/viewQuery';
import { areasInTile, isInArea } from './area';
import { boxesInTile, touches } from './box';
import type { Bounds } from './box';
import { featuresOf, rowOf } from './tile';
import type { Tile } from './tile';

/**
 * The rows of the features in view, or of those that are in the selected area, too. A feature that is in
 * several tiles counts once if it has an ID.
 */
export function featuresInView(tiles: Tile[], bounds: Bounds, area: Area | null = null): AnyRow[] {
  const rows = new Map<unknown, AnyRow>();
  for (const tile of tiles) {
    const boxes = boxesInTile(bounds, tile);
    const areas = area && areasInTile(area, tile);
    const { points, lines, polygons } = tile.data;
    for (const shapes of [points, lines, polygons]) {
      for (const feature of featuresOf(shapes)) {
        if (!boxes.some((box) => touches(shapes, feature, box))) continue;
        if (areas && !areas.some((each) => isInArea(shapes, feature, each))) continue;
        const row = rowOf(shapes, feature);
        const id = row.cartodb_id ?? shapes.fields?.[shapes.featureIds.value[feature.start]!]?.id;
        if (id === undefined && shapes !== points) warnOnce();
        rows.set(id ?? Symbol('feature'), row);
      }
    }
  }
  return [...rows.values()];
}

let hasWarned = false;

function warnOnce() {
  if (hasWarned || !import.meta.env.DEV) return;
  hasWarned = true;
  console.warn(
    `The features of ${self.name || 'a source'} have no IDs, so widgets count those in several tiles ` +
      'several times. Add cartodb_id to the query of the source.',
  );
}
