import { geojsonToBinary } from '@loaders.gl/gis';
import { MVTLoader } from '@loaders.gl/mvt';
import type { Feature } from 'geojson';
import type { TileData } from './tile';

/**
 * Decodes a tile for deck.gl. Tiles leave NULLs out, and loaders.gl alone would take a number that is
 * left out for 0.
 */
export function decodeTile(buffer: ArrayBuffer): TileData {
  const features = MVTLoader.parseSync!(buffer, {
    mvt: { shape: 'geojson', coordinates: 'local' },
  }) as /* the shape that was asked for */ Feature[];
  const rows = features.map(({ properties }) => properties!);
  const columns = new Set(rows.flatMap(Object.keys));
  for (const row of rows) {
    for (const column of columns) {
      if (!Object.hasOwn(row, column)) row[column] = undefined;
    }
  }
  const data = geojsonToBinary(features) as /* its types are looser */ unknown as TileData;
  return { ...data, byteLength: buffer.byteLength };
}
