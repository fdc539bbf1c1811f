import { WebMercatorViewport } from '@deck.gl/core';
import { useSelector } from 'react-redux';

/** Where a place is on the map now, in pixels from its top left corner, and the size of the map. */
export default function useScreenPosition(longitude, latitude) {
  const viewState = useSelector((state) => state.carto.viewState);
  const { width = 0, height = 0 } = viewState;
  const viewport = new WebMercatorViewport(viewState);
  const [x = 0, y = 0] = viewport.project([near(longitude, viewState.longitude), latitude]);
  return { x, y, width, height };
}

/** The world repeats itself: the same longitude, as near to another as possible. */
function near(longitude, other) {
  return longitude - 360 * Math.round((longitude - other) / 360);
}
