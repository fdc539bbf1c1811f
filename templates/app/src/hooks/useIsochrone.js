import { useCallback, useEffect, useRef, useState } from 'react';
import { addLayer, removeLayer } from '@carto/react-redux';
import { useDispatch } from 'react-redux';
import isochroneLayer from 'components/layers/IsochroneLayer';
import { getIsochrone } from 'data/models/isochroneModel';
import { requestFailed } from 'store/appSlice';

/** Calculates an isochrone and puts it on the map, where it stays until it is cleared or left. */
export default function useIsochrone() {
  const dispatch = useDispatch();
  const request = useRef(null);
  const [status, setStatus] = useState('none');

  const clear = useCallback(() => {
    request.current?.abort();
    dispatch(removeLayer(isochroneLayer.id));
    setStatus('none');
  }, [dispatch]);

  const calculate = async (params) => {
    clear();
    const { signal } = (request.current = new AbortController());
    setStatus('calculating');
    try {
      const data = await getIsochrone({ ...params, signal });
      if (signal.aborted) return;
      const isFound = data.features?.some(({ geometry }) => geometry);
      if (isFound) dispatch(addLayer({ id: isochroneLayer.id, layerAttributes: { data } }));
      setStatus(isFound ? 'shown' : 'empty');
    } catch (error) {
      if (signal.aborted) return;
      setStatus('none');
      dispatch(requestFailed(error, { credentials: params.credentials }));
    }
  };

  useEffect(
    () => () => {
      request.current?.abort();
      dispatch(removeLayer(isochroneLayer.id));
    },
    [dispatch],
  );

  return { status, calculate, clear };
}
