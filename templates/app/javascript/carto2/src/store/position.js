import { setViewState } from '@carto/react-redux';
import { WebMercatorViewport } from '@deck.gl/core';
import { getExtent } from 'data/models/extentModel';
import { isSamePosition } from 'data/viewQuery';
import { initialState } from './initialStateSlice';
import { mapPlaced } from './viewSlice';

/** The zoom beyond which a single point would have nothing around it. */
const CLOSEST = 14;
/** The room around the data, in pixels, or less on a small map. */
const PADDING = 40;
const SHARE_OF_PADDING = 0.1;
/** The same on the right, where the buttons are. */
const PADDING_RIGHT = 64;
const SHARE_OF_PADDING_RIGHT = 0.2;

/** Whether the map is where the application itself put it, and not the user. */
export function isAtHome({ carto, view }) {
  return isSamePosition(carto.viewState, view.home ?? initialState.viewState);
}

/** Moves the map on behalf of the application. The URL only mentions where the user moved it. */
export const placeMap = (position) => (dispatch) => {
  dispatch(mapPlaced(position));
  dispatch(setViewState({ ...position, pitch: 0, bearing: 0 }));
};

/** Moves the map on behalf of the user. */
export const moveMap = (position) => setViewState({ ...position });

/** Moves the map to where it shows all of an extent, at most at a zoom of `closest`. */
export const showExtent =
  (extent, closest = CLOSEST) =>
  (dispatch, getState) => {
    const { width = 1, height = 1 } = getState().carto.viewState;
    const [west, south, east, north] = extent;
    const corners = [
      [west, south],
      [east, north],
    ];
    const room = Math.min(PADDING, Math.round(Math.min(width, height) * SHARE_OF_PADDING));
    const right = Math.min(PADDING_RIGHT, Math.round(width * SHARE_OF_PADDING_RIGHT));
    const viewport = new WebMercatorViewport({ width, height });
    const { longitude, latitude, zoom } = viewport.fitBounds(corners, {
      padding: { top: room, bottom: room, left: room, right },
      maxZoom: closest,
    });
    dispatch(placeMap({ longitude: turnedBack(longitude), latitude, zoom: Math.max(0, zoom) }));
  };

/**
 * Moves the map to where it shows the data of all sources, unless it is moved while CARTO looks where
 * they are. Returns false if there are none.
 */
export const fitToData =
  ({ signal, isEnough = () => false } = {}) =>
  async (dispatch, getState) => {
    const { viewState: before, dataSources } = getState().carto;
    const extent = await extentOf(Object.values(dataSources), signal);
    const isMoved = !isSamePosition(getState().carto.viewState, before);
    if (!extent) return false;
    if (!signal?.aborted && !isMoved && !isEnough(extent, getState())) {
      dispatch(showExtent(extent));
    }
    return true;
  };

/** Whether the map shows a part of an extent. */
export function isInView([west, south, east, north], { carto }) {
  const [left, bottom, right, top] = new WebMercatorViewport(carto.viewState).getBounds();
  return (
    south <= top &&
    north >= bottom &&
    [-360, 0, 360].some((turn) => west + turn <= right && east + turn >= left)
  );
}

async function extentOf(sources, signal) {
  const extents = await Promise.all(sources.map((source) => getExtent({ ...source, signal })));
  return extents.reduce(union, null);
}

/** The same longitude between -180 and 180 degrees. */
const turnedBack = (longitude) => ((longitude + 540) % 360) - 180;

function union(one, other) {
  if (!one || !other) return one ?? other;
  return [
    Math.min(one[0], other[0]),
    Math.min(one[1], other[1]),
    Math.max(one[2], other[2]),
    Math.max(one[3], other[3]),
  ];
}
