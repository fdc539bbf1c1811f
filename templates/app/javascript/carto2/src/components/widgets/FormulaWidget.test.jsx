import { act, fireEvent, screen } from '@testing-library/react';
import { addFilter, addSource, setFeaturesReady } from '@carto/react-redux';
import { executeTask } from 'data/features/executeTask';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { requestFailed, tilesLoaded } from 'store/appSlice';
import { renderWithStore } from '../../testUtils';
import FormulaWidget from './FormulaWidget';

vi.mock('data/features/executeTask', { spy: true });

const SOURCE = { id: 'roads', type: 'query', data: 'SELECT 1' };

function show() {
  const { store } = renderWithStore(
    <FormulaWidget title="Roads" sourceId="roads" operation="count" />,
  );
  const dispatch = (action) => act(async () => store.dispatch(action));
  return { dispatch, app: () => store.getState().app };
}

describe('the formula widget', () => {
  beforeEach(() => {
    vi.mocked(executeTask).mockReset();
  });

  test('waits for the features in view, then shows the number', async () => {
    vi.mocked(executeTask).mockResolvedValue({ value: 1234 });
    const { dispatch } = show();
    expect(screen.getByRole('progressbar', { name: 'Loading' })).toBeInTheDocument();
    expect(executeTask).not.toHaveBeenCalled();

    await dispatch(addSource(SOURCE));
    await dispatch(setFeaturesReady({ sourceId: 'roads', ready: true }));
    const widget = screen.getByRole('region', { name: 'Roads', busy: false });
    expect(widget).toHaveTextContent('1,234');

    await dispatch(setFeaturesReady({ sourceId: 'roads', ready: false }));
    expect(widget).toHaveTextContent('1,234');
    expect(widget).toHaveAttribute('aria-busy', 'true');
  });

  test('updates when a widget sets a filter', async () => {
    vi.mocked(executeTask).mockResolvedValue({ value: 1 });
    const { dispatch } = show();
    await dispatch(addSource(SOURCE));
    await dispatch(setFeaturesReady({ sourceId: 'roads', ready: true }));
    const filter = { column: 'kind', type: 'in', values: ['path'], owner: 'another' };
    await dispatch(addFilter({ id: 'roads', ...filter }));
    expect(executeTask).toHaveBeenLastCalledWith(
      'roads',
      'formula',
      expect.objectContaining({
        filters: { kind: { in: expect.objectContaining({ values: ['path'] }) } },
      }),
    );
  });

  test('says that its number is incomplete, and can load the rest', async () => {
    vi.mocked(executeTask).mockResolvedValue({ value: 1234 });
    const { dispatch, app } = show();
    await dispatch(addSource(SOURCE));
    await dispatch(setFeaturesReady({ sourceId: 'roads', ready: true }));
    expect(screen.queryByRole('button')).toBeNull();
    await dispatch(tilesLoaded({ sourceId: 'roads', isComplete: false }));
    fireEvent.click(screen.getByRole('button', { name: 'Incomplete: try again' }));
    expect(app().tileAttempt).toBe(1);
    await dispatch(tilesLoaded({ sourceId: 'roads', isComplete: true }));
    expect(screen.queryByRole('button')).toBeNull();
  });

  test('does not take what was lost for nothing', async () => {
    vi.mocked(executeTask).mockResolvedValue({ value: 0 });
    const { dispatch } = show();
    await dispatch(addSource(SOURCE));
    await dispatch(tilesLoaded({ sourceId: 'roads', isComplete: false }));
    await dispatch(setFeaturesReady({ sourceId: 'roads', ready: true }));
    expect(screen.getByText('Could not load this data.')).toBeVisible();
    await dispatch(tilesLoaded({ sourceId: 'roads', isComplete: true }));
    expect(screen.getByText('0')).toBeVisible();
  });

  test('says that there is no data in view, or that loading failed', async () => {
    vi.mocked(executeTask).mockResolvedValue({ value: null });
    const { dispatch } = show();
    await dispatch(addSource(SOURCE));
    await dispatch(setFeaturesReady({ sourceId: 'roads', ready: true }));
    expect(screen.getByText('No data in this part of the map.')).toBeVisible();

    await dispatch(requestFailed({ message: 'No.' }, { sourceId: 'roads' }));
    expect(screen.getByText('Could not load this data.')).toBeVisible();
  });
});
