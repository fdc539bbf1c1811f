import { createSelector } from '@reduxjs/toolkit';
import type { Feature, Polygon } from 'geojson';
import type { Area } from 'data/viewQuery';
import type { RootState } from './store';

/** The selected area in the form of CARTO's slice, which applies it to all sources. */
export function areaOf(corners: Area): Feature<Polygon> {
  const coordinates = [[...corners, corners[0]!]];
  return { type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates } };
}

/** The corners of the selected area, or null. */
export const selectArea = createSelector(
  [({ carto }: Pick<RootState, 'carto'>) => carto.spatialFilter],
  (filter) => (filter ? (filter.geometry.coordinates[0]!.slice(0, -1) as Area) : null),
);
