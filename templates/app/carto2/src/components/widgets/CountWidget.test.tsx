import { act, screen } from '@testing-library/react';
import { addSource, setFeaturesReady } from '@carto/react-redux';
import { executeTask } from 'data/features/executeTask';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { CartoError } from 'data/cartoError';
import { countRows } from 'data/models/countModel';
import type { Source } from 'data/source';
import { renderWithStore } from '../../testUtils';
import CountWidget from './CountWidget';

vi.mock('data/models/countModel', () => ({ countRows: vi.fn() }));
vi.mock('data/features/executeTask', { spy: true });

const SOURCE: Source = {
  id: 'roads',
  type: 'query',
  data: 'SELECT 1',
  credentials: {
    username: 'alice',
    apiKey: 'token',
    serverUrlTemplate: 'https://{user}.carto.com',
  },
};
const widget = () => screen.getByRole('region', { name: 'Roads' });

async function show() {
  vi.mocked(executeTask).mockResolvedValue({ value: 12 });
  const { store } = renderWithStore(<CountWidget title="Roads" sourceId="roads" />);
  expect(countRows).not.toHaveBeenCalled();
  await act(async () => {
    store.dispatch(addSource(SOURCE));
    store.dispatch(setFeaturesReady({ sourceId: 'roads', ready: true }));
  });
}

describe('the count widget', () => {
  beforeEach(() => {
    vi.mocked(countRows).mockReset();
  });

  test('shows the number of features in view and in total', async () => {
    vi.mocked(countRows).mockResolvedValue(3456);
    await show();
    expect(widget()).toHaveTextContent('3,456 in total');
    expect(widget()).toHaveTextContent(/12$/);
    const { credentials, data } = SOURCE;
    expect(vi.mocked(countRows).mock.lastCall![0]).toMatchObject({ credentials, data });
  });

  test('leaves out the total when it can’t be loaded', async () => {
    vi.mocked(countRows).mockRejectedValue(new CartoError('CARTO denied access.', 403));
    await show();
    expect(widget()).toHaveTextContent(/^Roads12$/);
  });
});
