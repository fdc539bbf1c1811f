import { addSpatialFilter } from '@carto/react-redux';
import { WebMercatorViewport } from '@deck.gl/core';
import { createSelector } from '@reduxjs/toolkit';
import type { Feature, Polygon } from 'geojson';
import type { Area } from 'data/viewQuery';
import type { AppDispatch, RootState } from './store';

/** The selected area in the form of CARTO's slice, which applies it to all sources. */
export function areaOf(corners: Area): Feature<Polygon> {
  const coordinates = [[...corners, corners[0]!]];
  return { type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates } };
}

function cornersOf({ geometry }: Feature<Polygon>) {
  return geometry.coordinates[0]!.slice(0, -1) as /* made by areaOf */ Area;
}

/** The corners of the selected area, or null. */
export const selectArea = createSelector(
  [({ carto }: Pick<RootState, 'carto'>) => carto.spatialFilter],
  (filter) => (filter ? cornersOf(filter) : null),
);

/** Selects a part of the map, given in pixels from its top left corner. */
export const selectPixels =
  (corners: [x: number, y: number][]) => (dispatch: AppDispatch, getState: () => RootState) => {
    const viewport = new WebMercatorViewport(getState().carto.viewState);
    const area = corners.map(
      (corner) => viewport.unproject(corner) as /* longitude and latitude */ Area[number],
    );
    dispatch(addSpatialFilter({ geometry: areaOf(area) }));
  };

/** Selects all that the map shows. */
export const selectView = () => (dispatch: AppDispatch, getState: () => RootState) => {
  const { width = 0, height = 0 } = getState().carto.viewState;
  dispatch(
    selectPixels([
      [0, 0],
      [width, 0],
      [width, height],
      [0, height],
    ]),
  );
};
