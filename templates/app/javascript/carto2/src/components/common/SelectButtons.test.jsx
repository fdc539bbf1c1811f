import { act, fireEvent, screen } from '@testing-library/react';
import { addSource, setViewState } from '@carto/react-redux';
import { expect, test } from 'vitest';
import { selectArea } from 'store/selection';
import { renderWithStore } from '../../testUtils';
import MapControls from './MapControls';

function show() {
  const { store } = renderWithStore(<MapControls />);
  const view = { longitude: 0, latitude: 0, zoom: 5, width: 800, height: 600 };
  act(() => {
    store.dispatch(setViewState(view));
    store.dispatch(addSource({ id: 'roads', type: 'query', data: 'SELECT 1' }));
  });
  return { area: () => selectArea(store.getState()) };
}
const click = (role, name) => fireEvent.click(screen.getByRole(role, { name }));
const surface = () => screen.queryByRole('application');

test('selects what is in view, and clears the selection', () => {
  const { area } = show();
  click('button', 'Select an area');
  click('menuitem', 'What is in view');
  expect(area()).toHaveLength(4);
  const [longitude, latitude] = area()[0];
  expect(longitude).toBeLessThan(0);
  expect(latitude).toBeGreaterThan(0);

  click('button', 'Clear the selection');
  expect(area()).toBeNull();
  expect(screen.queryByRole('button', { name: 'Clear the selection' })).toBeNull();
});

test('selects what is drawn', () => {
  const { area } = show();
  click('button', 'Select an area');
  click('menuitem', 'Polygon');
  for (const [clientX, clientY] of [
    [400, 300],
    [500, 300],
    [400, 400],
  ]) {
    // prettier-ignore
    fireEvent.pointerUp(surface(), { clientX, clientY });
  }
  fireEvent.keyDown(surface(), { key: 'Enter' });
  expect(surface()).toBeNull();
  expect(area()).toHaveLength(3);
  expect(area()[0][0]).toBeCloseTo(0);
});

test('Esc ends the drawing', () => {
  const { area } = show();
  click('button', 'Select an area');
  click('menuitem', 'Rectangle');
  fireEvent.keyDown(surface(), { key: 'Escape' });
  expect(surface()).toBeNull();
  expect(area()).toBeNull();
});
