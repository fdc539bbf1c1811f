import { WebMercatorViewport } from '@deck.gl/core';
import { useSelector } from 'react-redux';
import type { RootState } from 'store/store';

/** Where a place is on the map now, in pixels from its top left corner, and the size of the map. */
export default function useScreenPosition(longitude: number, latitude: number) {
  const viewState = useSelector((state: RootState) => state.carto.viewState);
  const { width = 0, height = 0 } = viewState;
  const viewport = new WebMercatorViewport(viewState);
  const [x = 0, y = 0] = viewport.project([near(longitude, viewState.longitude), latitude]);
  return { x, y, width, height };
}

/** The world repeats itself: the same longitude, as near to another as possible. */
function near(longitude: number, other: number) {
  return longitude - 360 * Math.round((longitude - other) / 360);
}
