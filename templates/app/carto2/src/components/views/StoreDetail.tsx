import { useEffect, useMemo, useState } from 'react';
import { setViewState } from '@carto/react-redux';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useDispatch, useStore as useReduxStore } from 'react-redux';
import { Link as RouterLink, useLocation, useOutletContext, useParams } from 'react-router';
import StoreFacts from 'components/common/StoreFacts';
import ViewPanel from 'components/common/ViewPanel';
import ViewSkeleton from 'components/common/ViewSkeleton';
import IsochroneWidget from 'components/widgets/IsochroneWidget';
import MonthlyRevenue from 'components/widgets/MonthlyRevenue';
import { parseStoreId } from 'data/models/storeModel';
import useStore from 'hooks/useStore';
import { fitToData, placeMap } from 'store/position';
import type { AppDispatch, RootState } from 'store/store';
import { mapPlaced } from 'store/viewSlice';
import type { StoresContext } from './Stores';

/** A store, in place of the widgets of `Stores`, which keeps its layer on the map. */
export default function StoreDetail() {
  const id = parseStoreId(useParams().id);
  const dispatch = useDispatch<AppDispatch>();
  const { getState } = useReduxStore<RootState>();
  // Not React Router's key of the first page, which is another one after a reload.
  const [{ hasListBeenOpen: hasPlace }] = useState(useOutletContext<StoresContext>());

  // Moves the map back when the store is closed.
  useEffect(() => {
    const { carto, view } = getState();
    const { longitude, latitude, zoom } = carto.viewState;
    return () => {
      dispatch(mapPlaced(view.home));
      dispatch(setViewState({ longitude, latitude, zoom }));
      // The map was nowhere else before. An error is that of the layer, too, which reports it.
      if (!hasPlace) dispatch(fitToData()).catch(() => {});
    };
  }, [dispatch, getState, hasPlace]);

  return (
    <>
      <Link component={RouterLink} to="/stores" variant="body2">
        All stores
      </Link>
      {id === null ? <NoSuchStore /> : <Detail key={id} id={id} />}
    </>
  );
}

function Detail({ id }: { id: number }) {
  const dispatch = useDispatch<AppDispatch>();
  const { store, isLoading, error, retry } = useStore(id);
  const { longitude = null, latitude = null } = store ?? {};
  const isPlaced = longitude !== null && latitude !== null;
  const isMapPlaced = new URLSearchParams(useLocation().search).has('zoom');

  useEffect(() => {
    if (!isPlaced || isMapPlaced) return;
    dispatch(placeMap({ longitude, latitude, zoom: 12 }));
  }, [dispatch, isPlaced, isMapPlaced, longitude, latitude]);

  if (isLoading) return <ViewSkeleton />;
  if (error) return <Unavailable error={error} onRetry={retry} />;
  if (!store) return <NoSuchStore />;
  return (
    <ViewPanel title={store.address}>
      <StoreFacts store={store} />
      <StoreRevenue id={store.store_id} />
      {isPlaced ? (
        <IsochroneWidget longitude={longitude} latitude={latitude} />
      ) : (
        <Alert severity="info">The location of this store is unknown.</Alert>
      )}
    </ViewPanel>
  );
}

function StoreRevenue({ id }: { id: number }) {
  const storeIds = useMemo(() => [id], [id]);
  return <MonthlyRevenue storeIds={storeIds} />;
}

function Unavailable({ error, onRetry }: { error: string; onRetry: () => void }) {
  const retry = (
    <Button color="inherit" onClick={onRetry}>
      Try again
    </Button>
  );
  return (
    <ViewPanel title="Could not load this store">
      <Alert severity="error" action={retry}>
        {error}
      </Alert>
    </ViewPanel>
  );
}

function NoSuchStore() {
  return (
    <ViewPanel title="Store not found">
      <Typography color="textSecondary">
        There is no store with this number. It may have closed since this link was made.
      </Typography>
      <Button component={RouterLink} to="/stores" variant="outlined" sx={{ alignSelf: 'start' }}>
        Show all stores
      </Button>
    </ViewPanel>
  );
}
