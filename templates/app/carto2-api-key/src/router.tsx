import { Navigate } from 'react-router';
import type { RouteObject } from 'react-router';
import Layout from 'components/common/Layout';
import MapPage from 'components/common/MapPage';
import Failure from 'components/views/Failure';
import NotFound from 'components/views/NotFound';
import { views } from './routes';
import type { View } from './routes';

/** The routes: all views beside the map, and within the layout. */
export const routeTree = [
  {
    element: <Layout />,
    errorElement: <Failure />,
    children: [
      {
        element: <MapPage />,
        errorElement: <Failure />,
        children: [
          { index: true, element: <Navigate to={`/${views[0].path}`} replace /> },
          ...views.map(toRoute),
        ],
      },
      { path: '*', element: <NotFound /> },
    ],
  },
];

function toRoute({ path, View: Component, children }: View): RouteObject {
  return { path, element: <Component />, children: children?.map(toRoute) };
}
