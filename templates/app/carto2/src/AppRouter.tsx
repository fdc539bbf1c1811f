import { createBrowserRouter, RouterProvider } from 'react-router';
import { addCarto } from 'store/addCarto';
import { followUrl } from 'store/followUrl';
import { store } from 'store/store';
import { routeTree } from './router';

addCarto(store);

const router = createBrowserRouter(routeTree);
followUrl(store, router);

/** The views with their map. */
export default function AppRouter() {
  return <RouterProvider router={router} />;
}
