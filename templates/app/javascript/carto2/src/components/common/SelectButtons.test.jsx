import { act, fireEvent, screen } from '@testing-library/react';
import { addSource, setViewState } from '@carto/react-redux';
import { describe, expect, test } from 'vitest';
import { selectArea } from 'store/selection';
import { renderWithStore } from '../../testUtils';
import MapControls from './MapControls';

function show() {
  const { store, router } = renderWithStore(<MapControls />);
  const view = { longitude: 0, latitude: 0, zoom: 5, width: 800, height: 600 };
  act(() => {
    store.dispatch(setViewState(view));
    store.dispatch(addSource({ id: 'roads', type: 'query', data: 'SELECT 1' }));
  });
  return { area: () => selectArea(store.getState()), router };
}
function click(role, name) {
  const control = screen.getByRole(role, { name });
  control.focus();
  fireEvent.click(control);
}
const surface = () => screen.queryByRole('application');
const button = () => screen.getByRole('button', { name: 'Select an area' });

test('selects what is in view, and clears the selection', () => {
  const { area } = show();
  click('button', 'Select an area');
  click('menuitem', 'What is in view');
  expect(area()).toHaveLength(4);
  expect(button()).toHaveFocus();
  const [longitude, latitude] = area()[0];
  expect(longitude).toBeLessThan(0);
  expect(latitude).toBeGreaterThan(0);

  click('button', 'Clear the selection');
  expect(area()).toBeNull();
  expect(screen.queryByRole('button', { name: 'Clear the selection' })).toBeNull();
  expect(button()).toHaveFocus();
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

describe('the drawing', () => {
  function start() {
    const { area, router } = show();
    click('button', 'Select an area');
    click('menuitem', 'Rectangle');
    expect(surface()).toHaveFocus();
    return { area, router };
  }

  test('ends with Esc, which returns the focus', () => {
    const { area } = start();
    fireEvent.keyDown(surface(), { key: 'Escape' });
    expect(surface()).toBeNull();
    expect(area()).toBeNull();
    expect(button()).toHaveFocus();
  });

  test('ends with another choice, and on another page', async () => {
    const { router } = start();
    click('button', 'Select an area');
    expect(surface()).toBeNull();
    click('menuitem', 'Polygon');
    expect(surface()).toHaveFocus();
    await act(() => router.navigate('/parks'));
    expect(surface()).toBeNull();
  });
});

test('Esc closes the menu, and returns the focus', () => {
  show();
  click('button', 'Select an area');
  fireEvent.keyDown(screen.getByRole('menu'), { key: 'Escape' });
  expect(screen.queryByRole('menu')).toBeNull();
  expect(button()).toHaveFocus();
});
