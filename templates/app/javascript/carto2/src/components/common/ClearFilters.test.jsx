import { act, fireEvent, screen } from '@testing-library/react';
import { addFilter, addSource, addSpatialFilter } from '@carto/react-redux';
import { expect, test } from 'vitest';
import Widget from 'components/widgets/Widget';
import { areaOf } from 'store/selection';
import { renderWithStore } from '../../testUtils';
import ClearFilters from './ClearFilters';

const button = () => screen.queryByRole('button', { name: 'Clear filters' });

test('removes the filters of all sources, and the selected area', () => {
  const { store } = renderWithStore(<ClearFilters />);
  const dispatch = (action) => act(() => void store.dispatch(action));
  expect(button()).toBeNull();

  for (const id of ['roads', 'parks']) {
    dispatch(addSource({ id, type: 'query', data: 'SELECT 1' }));
    expect(button()).toBeNull();
    dispatch(addFilter({ id, column: 'kind', type: 'in', values: ['a'], owner: `${id}ByKind` }));
    fireEvent.click(button());
    expect(store.getState().carto.dataSources[id].filters).toBeUndefined();
    expect(store.getState().view.filters).toEqual({});
    expect(button()).toBeNull();
  }

  const area = areaOf([[1, 2], [3, 4], [5, 6]]); // prettier-ignore
  dispatch(addSpatialFilter({ geometry: area }));
  fireEvent.click(button());
  expect(store.getState().carto.spatialFilter).toBeNull();
});

test('leaves the focus to its widget', () => {
  const { store } = renderWithStore(
    <Widget title="Roads" isEmpty>
      none
    </Widget>,
  );
  const area = areaOf([[1, 2], [3, 4], [5, 6]]); // prettier-ignore
  act(() => void store.dispatch(addSpatialFilter({ geometry: area })));
  button().focus();
  fireEvent.click(button());
  expect(button()).toBeNull();
  expect(screen.getByRole('region', { name: 'Roads' })).toHaveFocus();
});
