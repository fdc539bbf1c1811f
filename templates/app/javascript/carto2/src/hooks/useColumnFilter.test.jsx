import { act, fireEvent, screen } from '@testing-library/react';
import { addFilter, addSource, removeSource } from '@carto/react-redux';
import { expect, test } from 'vitest';
import { filtersChanged } from 'store/viewSlice';
import { renderWithStore } from '../testUtils';
import useColumnFilter from './useColumnFilter';

const SOURCE = { id: 'roads', type: 'query', data: 'SELECT 1' };

function Kinds() {
  const { values, toggle, clear } = useColumnFilter({
    sourceId: 'roads',
    column: 'kind',
    owner: 'byKind',
    type: 'in',
  });
  return (
    <>
      <output>{values.join()}</output>
      <button onClick={() => toggle('park')}>Park</button>
      <button onClick={clear}>Clear</button>
    </>
  );
}

function show() {
  const { store } = renderWithStore(<Kinds />);
  const dispatch = (action) => act(() => void store.dispatch(action));
  return {
    dispatch,
    filters: () => store.getState().carto.dataSources.roads.filters,
    saved: () => store.getState().view.filters,
  };
}
const shown = () => screen.getByRole('status').textContent;
const click = (name) => fireEvent.click(screen.getByRole('button', { name }));

test('selects values of a source, and remembers them for the view', () => {
  const { dispatch, saved } = show();
  dispatch(addSource(SOURCE));
  click('Park');
  expect(shown()).toBe('park');
  expect(saved()).toEqual({ 'byKind.kind': ['park'] });
  click('Park');
  expect(shown()).toBe('');
  expect(saved()).toEqual({});
});

test('gives the values to a source that comes later, or again', () => {
  const { dispatch, filters } = show();
  dispatch(filtersChanged({ 'byKind.kind': ['park'] }));
  expect(shown()).toBe('');
  dispatch(addSource(SOURCE));
  expect(shown()).toBe('park');
  expect(filters()).toEqual({ kind: { in: expect.objectContaining({ values: ['park'] }) } });
  dispatch(removeSource('roads'));
  dispatch(addSource(SOURCE));
  expect(shown()).toBe('park');
  click('Clear');
  expect(filters()).toEqual({});
});

test('follows the values of the view', () => {
  const { dispatch } = show();
  dispatch(addSource(SOURCE));
  dispatch(filtersChanged({ 'byKind.kind': ['park'] }));
  expect(shown()).toBe('park');
  dispatch(filtersChanged({ 'byKind.kind': ['school', 'park'] }));
  expect(shown()).toBe('school,park');
  dispatch(filtersChanged({}));
  expect(shown()).toBe('');
});

test('gives way to another widget that has filtered the column', () => {
  const { dispatch, filters, saved } = show();
  dispatch(addSource(SOURCE));
  const others = { id: 'roads', column: 'kind', type: 'in', values: ['school'], owner: 'bySize' };
  dispatch(addFilter(others));
  dispatch(filtersChanged({ 'bySize.kind': ['school'], 'byKind.kind': ['park'] }));
  expect(saved()).toEqual({ 'bySize.kind': ['school'] });
  click('Park');
  expect(saved()).toEqual({ 'byKind.kind': ['school', 'park'] });
  expect(filters().kind.in).toMatchObject({ values: ['school', 'park'], owner: 'byKind' });
});

test('ignores the values of other widgets, and those of another type', () => {
  const { dispatch, filters, saved } = show();
  dispatch(addSource(SOURCE));
  dispatch(filtersChanged({ 'bySize.kind': ['park'], 'byKind.kind': [[1, 2]] }));
  expect(shown()).toBe('');
  expect(filters()).toBeUndefined();
  expect(saved()).toEqual({ 'bySize.kind': ['park'] });
});
