import { addFilter, addSource, setViewState } from '@carto/react-redux';
import { createBrowserRouter } from 'react-router';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { addCarto } from './addCarto';
import { chooseBasemap } from './appSlice';
import { currentUrl, followUrl } from './followUrl';
import { initialState } from './initialStateSlice';
import { selectArea } from './selection';
import { createStore } from './store';
import { mapPlaced } from './viewSlice';

const BERLIN = { latitude: 52.52, longitude: 13.405, zoom: 10 };
const AT_BERLIN = 'lat=52.52&lng=13.405&zoom=10';
const PARKS = `filters=${encodeURIComponent('{"byKind.kind":["park"]}')}`;

let router;

function open(url) {
  window.history.replaceState(null, '', url);
  const store = createStore();
  addCarto(store);
  router = createBrowserRouter([{ path: '*', element: null }]);
  followUrl(store, router);
  const filter = (values) => {
    store.dispatch(addSource({ id: 'roads', type: 'query', data: 'SELECT 1' }));
    store.dispatch(addFilter({ id: 'roads', column: 'kind', type: 'in', values, owner: 'byKind' }));
  };
  return { store, filter, view: () => store.getState().view, carto: () => store.getState().carto };
}
const url = () => currentUrl().replace(window.location.origin, '');
const goBack = () => {
  const back = new Promise((resolve) =>
    window.addEventListener('popstate', resolve, { once: true }),
  );
  window.history.back();
  vi.runAllTimers();
  return back;
};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  vi.spyOn(console, 'warn').mockReturnValue();
});
afterEach(() => {
  vi.useRealTimers();
  router.dispose();
  window.history.replaceState(null, '', '/');
});

describe('the URL', () => {
  test('stays as it is until something is changed', () => {
    open('/roads?from=mail#top');
    expect(url()).toBe('/roads?from=mail#top');
  });

  test('gives the map its position and basemap, and the view its filters and area', () => {
    const { carto, view, store } = open(
      `/roads?${AT_BERLIN}&basemap=voyager&${PARKS}&area=1+2+3+4+5+6`,
    );
    expect(carto().viewState).toMatchObject(BERLIN);
    expect(store.getState().app.basemap).toBe('voyager');
    expect(view().filters).toEqual({ 'byKind.kind': ['park'] });
    expect(selectArea(store.getState())).toEqual([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
  });

  test('changes nothing that it does not mention', () => {
    const { carto, view } = open('/roads?zoom=nonsense&basemap=nonsense');
    expect(carto().viewState).toMatchObject(initialState.viewState);
    expect(carto().basemap).toBe(initialState.basemap);
    expect(view().filters).toEqual({});
  });

  test('has a filter at once, in place of the last one', () => {
    const { filter } = open('/roads');
    const { length } = window.history;
    vi.runAllTimers();
    filter(['park']);
    expect(window.location.search).toBe(`?${PARKS}`);
    filter([]);
    vi.runAllTimers();
    expect(window.location.search).not.toContain('park');
    expect(window.history).toHaveLength(length);
  });

  test('changes at most as often as browsers allow, and has the last filter in the end', () => {
    const { filter } = open('/roads');
    vi.runAllTimers();
    const replace = vi.spyOn(window.history, 'replaceState');
    for (let change = 0; change < 1000; change += 1) {
      filter([`road${change}`]);
      vi.advanceTimersByTime(30);
    }
    expect(replace.mock.calls.length).toBeLessThan(100);
    vi.runAllTimers();
    expect(window.location.search).toContain('road999');
  });

  test('is written later if the browser refuses', () => {
    const { filter } = open('/roads');
    vi.runAllTimers();
    const refuse = () => {
      throw new DOMException('Too often', 'SecurityError');
    };
    vi.spyOn(window.history, 'replaceState').mockImplementationOnce(refuse);
    filter(['park']);
    expect(window.location.search).toBe('');
    vi.runAllTimers();
    expect(window.location.search).toBe(`?${PARKS}`);
  });

  test('has the position of a moving map from time to time', () => {
    const { store } = open('/roads');
    vi.runAllTimers();
    const replace = vi.spyOn(window.history, 'replaceState');
    for (let zoom = 1; zoom <= 10; zoom += 1) store.dispatch(setViewState({ ...BERLIN, zoom }));
    expect(replace).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1000);
    expect(window.location.search).toBe(`?${AT_BERLIN}`);
    expect(replace).toHaveBeenCalledOnce();
  });

  test('has no position where the application itself put the map', () => {
    const { store } = open('/roads');
    store.dispatch(setViewState({ ...BERLIN }));
    store.dispatch(mapPlaced(BERLIN));
    expect(url()).toBe('/roads');
    store.dispatch(chooseBasemap('voyager'));
    expect(url()).toBe('/roads?basemap=voyager');
  });

  test('keeps the filters on the pages of a view, but not in another view', async () => {
    const { store, filter, view } = open('/roads');
    filter(['park']);
    store.dispatch(setViewState({ ...BERLIN }));
    await router.navigate('/roads/1');
    expect(url()).toBe(`/roads/1?${AT_BERLIN}&${PARKS}`);
    await router.navigate('/parks');
    expect(url()).toBe(`/parks?${AT_BERLIN}`);
    expect(view().filters).toEqual({});
  });

  test('brings back what a page had', async () => {
    const { store, filter, view, carto } = open('/roads');
    filter(['park']);
    store.dispatch(setViewState({ ...BERLIN }));
    expect(url()).toContain('zoom=10');
    await router.navigate('/parks');
    store.dispatch(setViewState({ ...BERLIN, zoom: 3 }));
    expect(url()).toContain('zoom=3');
    await goBack();
    expect(url()).toBe(`/roads?${AT_BERLIN}&${PARKS}`);
    expect(view().filters).toEqual({ 'byKind.kind': ['park'] });
    expect(carto().viewState.zoom).toBe(10);
  });

  test('is read when a link leads to it, and kept by a redirect', async () => {
    const { view } = open('/');
    await router.navigate(`/roads?${PARKS}`);
    expect(view().filters).toEqual({ 'byKind.kind': ['park'] });
    await router.navigate('/parks', { replace: true });
    expect(url()).toBe(`/parks?${PARKS}`);
  });
});
