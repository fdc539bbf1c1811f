import { addSpatialFilter, removeSpatialFilter, setViewState } from '@carto/react-redux';
import { NavigationType } from 'react-router';
import { BASEMAPS } from 'data/basemaps';
import { readQuery, writeQuery } from 'data/viewQuery';
import { chooseBasemap } from './appSlice';
import { areaOf, selectArea } from './selection';
import { isAtHome } from './position';
import { filtersChanged } from './viewSlice';

/** Browsers refuse to change the URL more often. */
const LEAST_INTERVAL = 400;

let writeNow = () => {};

/** The address of what is shown now. */
export function currentUrl() {
  writeNow();
  return window.location.href;
}

/**
 * Keeps the filters, the selected area, the map's position and its basemap in the query of the URL, so
 * that they survive a reload and are part of a shared link. They stay while a view is open, with all
 * its pages; a view that is opened starts without filters, or with those of its URL.
 */
export function followUrl(store, router) {
  let { key, pathname, search } = router.state.location;
  let written = queryOf(store.getState());
  let timer;

  /** Only a while from now, the URL follows again. */
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = undefined;
      write();
    }, LEAST_INTERVAL);
  };

  const write = () => {
    written = queryOf(store.getState());
    const { location, history } = window;
    const next = writeQuery(location.search, written);
    if (next === location.search) return;
    wait();
    try {
      // Past the router, which would render the whole page again.
      history.replaceState(history.state, '', location.pathname + next + location.hash);
    } catch {
      // Too often for this browser, which also counts the pages that are opened. It is tried again.
    }
  };

  const read = () => {
    wait();
    const { position, basemap, filters, area } = readQuery(search, BASEMAPS);
    if (position) store.dispatch(setViewState(position));
    if (basemap) store.dispatch(chooseBasemap(basemap));
    store.dispatch(filtersChanged(filters));
    store.dispatch(area ? addSpatialFilter({ geometry: areaOf(area) }) : removeSpatialFilter());
  };

  const clear = () => {
    store.dispatch(filtersChanged({}));
    store.dispatch(removeSpatialFilter());
  };

  router.subscribe(({ location, historyAction }) => {
    if (location.key === key) return;
    const isOtherView = viewOf(location.pathname) !== viewOf(pathname);
    ({ key, pathname, search } = location);
    if (historyAction === NavigationType.Pop || search) read();
    else if (isOtherView && historyAction === NavigationType.Push) clear();
    write();
  });

  store.subscribe(() => {
    if (timer) return;
    const next = queryOf(store.getState());
    const isFiltered = next.filters !== written.filters || next.area !== written.area;
    if (isFiltered || next.basemap !== written.basemap) write();
    // A map that moves changes its position many times a second.
    else if (next.position !== written.position) wait();
  });

  writeNow = write;
  read();
}

/** A view and its pages, such as /stores and /stores/1, have the same. */
const viewOf = (pathname) => pathname.split('/')[1];

function queryOf(state) {
  return {
    position: isAtHome(state) ? null : state.carto.viewState,
    basemap: state.app.basemap,
    filters: state.view.filters,
    area: selectArea(state),
  };
}
