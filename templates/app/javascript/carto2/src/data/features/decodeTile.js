import { geojsonToBinary } from '@loaders.gl/gis';
import { MVTLoader } from '@loaders.gl/mvt';

/**
 * Decodes a tile for deck.gl. Tiles leave NULLs out, and loaders.gl alone would take a number that is
 * left out for 0.
 */
export function decodeTile(buffer) {
  const features = MVTLoader.parseSync(buffer, {
    mvt: { shape: 'geojson', coordinates: 'local' },
  });
  const rows = features.map(({ properties }) => properties);
  const columns = new Set(rows.flatMap(Object.keys));
  for (const row of rows) {
    for (const column of columns) {
      if (!Object.hasOwn(row, column)) row[column] = undefined;
    }
  }
  const data = geojsonToBinary(features);
  return { ...data, byteLength: buffer.byteLength };
}
