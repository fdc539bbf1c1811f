import { act, fireEvent, screen } from '@testing-library/react';
import { addLayer, removeLayer } from '@carto/react-redux';
import { expect, test, vi } from 'vitest';
import { renderWithStore } from '../../testUtils';
import Legend from './Legend';

vi.mock('components/layers', () => ({
  layers: [
    { id: 'areas', legend: { title: 'Areas', items: [{ label: 'Park', color: '#008000' }] } },
    { id: 'sites', legend: { title: 'Sites' } },
    { id: 'silent' },
  ],
}));

function show() {
  const { store } = renderWithStore(<Legend />);
  const add = (...ids) => act(() => ids.forEach((id) => void store.dispatch(addLayer({ id }))));
  return { store, add, layer: (id) => store.getState().carto.layers[id] };
}
const titles = () =>
  screen.queryAllByRole('group', { hidden: true }).map((group) => group.getAttribute('aria-label'));

test('shows the layers on the map, the uppermost first', () => {
  const { store, add } = show();
  expect(screen.queryByText('Legend')).toBeNull();
  add('areas', 'sites', 'silent');
  expect(titles().filter(Boolean)).toEqual(['Sites', 'Areas']);
  expect(screen.getByText('Park')).toBeInTheDocument();
  act(() => void store.dispatch(removeLayer('areas')));
  expect(screen.queryByText('Park')).toBeNull();
});

test('hides a layer and shows it again', () => {
  const { add, layer } = show();
  add('areas');
  const button = screen.getByRole('button', { name: 'Show Areas', hidden: true });
  fireEvent.click(button);
  expect(layer('areas')).toMatchObject({ visible: false });
  expect(button).toHaveAttribute('aria-pressed', 'false');
  expect(screen.queryByText('Park')).toBeNull();
  fireEvent.click(button);
  expect(layer('areas')).toMatchObject({ visible: true });
});

test('sets the opacity of a layer', () => {
  const { add, layer } = show();
  add('areas');
  fireEvent.change(screen.getByLabelText('Opacity of Areas'), { target: { value: '0.4' } });
  expect(layer('areas')).toMatchObject({ opacity: 0.4 });
});
