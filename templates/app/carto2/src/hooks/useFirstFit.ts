import { useEffect } from 'react';
import { useDispatch, useSelector } from 'react-redux';
import type { Extent } from 'data/models/extentModel';
import { fitToData, isAtHome, isInView } from 'store/position';
import type { AppDispatch, RootState } from 'store/store';

/**
 * Shows the data of a view when it is opened, unless the user has moved the map to where some of them
 * are. The owner can turn this off: fitToData in store/appSlice.
 */
export default function useFirstFit() {
  const dispatch = useDispatch<AppDispatch>();
  const isWanted = useSelector(({ app, carto }: RootState) =>
    Boolean(app.fitToData && carto.viewState.width),
  );
  const sources = useSelector((state: RootState) => Object.keys(state.carto.dataSources).join());

  useEffect(() => {
    if (!isWanted || !sources) return undefined;
    const request = new AbortController();
    const isEnough = (extent: Extent, state: RootState) =>
      !isAtHome(state) && isInView(extent, state);
    dispatch(fitToData({ signal: request.signal, isEnough }))
      // The map requests the same data and reports the error.
      .catch(() => {});
    return () => request.abort();
  }, [dispatch, isWanted, sources]);
}
