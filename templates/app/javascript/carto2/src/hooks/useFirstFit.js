import { useEffect } from 'react';
import { useDispatch, useSelector } from 'react-redux';
import { fitToData, isAtHome, isInView } from 'store/position';

/**
 * Shows the data of a view when it is opened, unless the user has moved the map to where some of them
 * are. The owner can turn this off: fitToData in store/appSlice.
 */
export default function useFirstFit() {
  const dispatch = useDispatch();
  const isWanted = useSelector(({ app, carto }) => Boolean(app.fitToData && carto.viewState.width));
  const sources = useSelector((state) => Object.keys(state.carto.dataSources).join());

  useEffect(() => {
    if (!isWanted || !sources) return undefined;
    const request = new AbortController();
    const isEnough = (extent, state) => !isAtHome(state) && isInView(extent, state);
    dispatch(fitToData({ signal: request.signal, isEnough }))
      // The map requests the same data and reports the error.
      .catch(() => {});
    return () => request.abort();
  }, [dispatch, isWanted, sources]);
}
