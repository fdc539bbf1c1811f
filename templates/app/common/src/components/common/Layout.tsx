import { lazy, Suspense } from 'react';
import type { ReactNode } from 'react';
import Box from '@mui/material/Box';
import { Outlet } from 'react-router';
import ErrorSnackbar from './ErrorSnackbar';
import Header from './Header';
import Loading from './Loading';

const Map = lazy(() => import('./Map'));

/** The header, the map, and the panel of the current view: beside the map, or below it on a phone. */
export default function Layout({ actions }: { actions?: ReactNode }) {
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', height: '100dvh' }}>
      <Header>{actions}</Header>
      <Box
        component="main"
        sx={{ display: 'flex', flexDirection: { xs: 'column', md: 'row' }, flex: 1, minHeight: 0 }}
      >
        <Box sx={{ flex: { xs: '0 0 42%', md: 1 }, minWidth: 0, position: 'relative' }}>
          <Suspense fallback={<Loading />}>
            <Map />
          </Suspense>
        </Box>
        <Box sx={PANEL}>
          <Suspense fallback={<Loading />}>
            <Outlet />
          </Suspense>
        </Box>
      </Box>
      <ErrorSnackbar />
    </Box>
  );
}

const PANEL = {
  bgcolor: 'background.paper',
  borderColor: 'divider',
  borderStyle: 'solid',
  borderWidth: { xs: '1px 0 0', md: '0 0 0 1px' },
  boxSizing: 'border-box',
  flex: { xs: 1, md: '0 0 360px' },
  minHeight: 0,
  overflowY: 'auto',
  p: 2,
};
