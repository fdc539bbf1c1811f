import type { ReactNode } from 'react';
import { render } from '@testing-library/react';
import { Provider } from 'react-redux';
import { createMemoryRouter, RouterProvider } from 'react-router';
import type { RouteObject } from 'react-router';
import { addCarto } from 'store/addCarto';
import { createStore } from 'store/store';

interface RouteOptions {
  path?: string;
  routes?: RouteObject[];
}

/** Renders an element, or the given routes at `path`, with a new store. */
export function renderWithStore(
  element: ReactNode,
  { path = '/', routes = [{ path: '*', element }] }: RouteOptions = {},
) {
  const store = createStore();
  addCarto(store);
  const router = createMemoryRouter(routes, { initialEntries: [path] });
  render(
    <Provider store={store}>
      <RouterProvider router={router} />
    </Provider>,
  );
  return { store, router };
}
