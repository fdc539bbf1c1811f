import { act, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { renderWithStore } from '../../testUtils';
import ViewPanel from './ViewPanel';

const routes = [
  { path: '/roads', element: <ViewPanel title="Roads" /> },
  { path: '/parks', element: <ViewPanel title="Parks" /> },
  { path: '/', element: null },
];

test('sets the window title, and gets the focus after navigation', async () => {
  const { store, router } = renderWithStore(null, { path: '/roads', routes });
  const { title } = store.getState().app;
  expect(document.title).toBe(`Roads – ${title}`);
  expect(document.body).toHaveFocus();

  await act(() => router.navigate('/parks'));
  expect(document.title).toBe(`Parks – ${title}`);
  expect(screen.getByRole('heading', { name: 'Parks' })).toHaveFocus();

  await act(() => router.navigate('/'));
  expect(document.title).toBe(title);
});

test('keeps the focus at the top of the first page, even after a redirect', async () => {
  const { router } = renderWithStore(null, { path: '/', routes });
  await act(() => router.navigate('/roads', { replace: true }));
  expect(document.body).toHaveFocus();
});
