import { render } from '@testing-library/react';
import { Provider } from 'react-redux';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { addCarto } from 'store/addCarto';
import { createStore } from 'store/store';

/** Renders an element, or the given routes at `path`, with a new store. */
export function renderWithStore(element, { path = '/', routes = [{ path: '*', element }] } = {}) {
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
