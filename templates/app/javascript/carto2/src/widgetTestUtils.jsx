import { act, fireEvent, screen } from '@testing-library/react';
import { addSource, setFeaturesReady } from '@carto/react-redux';
import { vi } from 'vitest';
import { executeTask } from 'data/features/executeTask';
import { renderWithStore } from './testUtils';

/**
 * Renders a widget of the source `stores`, whose worker has these results. Returns the filters of this
 * source. The test must replace the worker: `vi.mock('data/features/executeTask', { spy: true })`.
 */
export async function renderWidget(widget, results) {
  vi.mocked(executeTask).mockImplementation((_, task) => Promise.resolve(results[task]));
  const { store } = renderWithStore(widget);
  await act(async () => {
    // Unlike for a query, nothing is requested for a tileset.
    store.dispatch(addSource({ id: 'stores', type: 'tileset', data: 'stores' }));
    store.dispatch(setFeaturesReady({ sourceId: 'stores', ready: true }));
  });
  // One result may lead to another calculation.
  await act(() => new Promise((settle) => setTimeout(settle)));
  return () => store.getState().carto.dataSources.stores.filters ?? {};
}

export const click = (name) =>
  act(async () => fireEvent.click(screen.getByRole('button', { name })));

/** The parameters of the last calculation of this kind. */
export const lastParams = (task) =>
  vi.mocked(executeTask).mock.calls.findLast((call) => call[1] === task)?.[2];
