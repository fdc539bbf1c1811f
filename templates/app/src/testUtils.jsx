import { render } from '@testing-library/react';
import { Provider } from 'react-redux';
import { createMemoryRouter, RouterProvider } from 'react-router-dom';
import { createStore } from 'store/store';

/** Renders elements, or at `path` the routes, with a store of their own. */
export function renderWithStore(element, { path = '/', routes = [{ path: '*', element }] } = {}) {
  const store = createStore();
  const router = createMemoryRouter(routes, { initialEntries: [path] });
  render(
    <Provider store={store}>
      <RouterProvider router={router} />
    </Provider>,
  );
  return { store, router };
}
