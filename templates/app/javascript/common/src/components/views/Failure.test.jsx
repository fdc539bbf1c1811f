import { screen, waitFor } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { reportError } from '../../reportError';
import { renderWithStore } from '../../testUtils';
import Failure from './Failure';

vi.mock('../../reportError', () => ({ reportError: vi.fn() }));

test('says that a page failed, and reports why', async () => {
  const error = new Error('a mistake in a page');
  const loader = () => Promise.reject(error);
  const route = {
    path: '/',
    loader,
    element: null,
    hydrateFallbackElement: <p />,
    errorElement: <Failure />,
  };
  renderWithStore(null, { routes: [route] });
  expect(await screen.findByRole('alert')).toHaveTextContent('Something went wrong.');
  await waitFor(() => expect(reportError).toHaveBeenCalledExactlyOnceWith(error));
});
