import { setViewState } from '@carto/react-redux';
import { WebMercatorViewport } from '@deck.gl/core';
import { describe, expect, test } from 'vitest';
import { addCarto } from './addCarto';
import { isAtHome, showExtent } from './position';
import { createStore } from './store';

const USA = [-161, 19, -67, 65];
const POINT = [13.4, 52.5, 13.4, 52.5];
/** The width of the buttons on the right, with the gap beside them. */
const BUTTONS = 54;

function show(extent, width, height) {
  const store = createStore();
  addCarto(store);
  store.dispatch(setViewState({ width, height }));
  store.dispatch(showExtent(extent));
  return store.getState();
}

describe('the map', () => {
  test.each([
    [1440, 850],
    [1000, 590],
    [390, 340],
    [850, 320],
  ])('of %i × %i pixels shows all of an extent beside its buttons', (width, height) => {
    const state = show(USA, width, height);
    const viewport = new WebMercatorViewport(state.carto.viewState);
    const [left, bottom] = viewport.project(USA.slice(0, 2));
    const [right, top] = viewport.project(USA.slice(2));
    expect(left).toBeGreaterThanOrEqual(0);
    expect(right).toBeLessThanOrEqual(width - BUTTONS);
    expect(top).toBeGreaterThanOrEqual(0);
    expect(bottom).toBeLessThanOrEqual(height);
    expect(isAtHome(state)).toBe(true);
  });

  test.each([
    [320, 160],
    [1, 1],
  ])('of %i × %i pixels is placed, too', (width, height) => {
    const { zoom, longitude } = show(USA, width, height).carto.viewState;
    expect(zoom).toBeGreaterThanOrEqual(0);
    expect(longitude).toBeGreaterThan(-180);
  });

  test('shows a single point with its surroundings', () => {
    const { zoom, latitude } = show(POINT, 1000, 590).carto.viewState;
    expect(zoom).toBe(14);
    expect(latitude).toBeCloseTo(52.5, 1);
  });
});
