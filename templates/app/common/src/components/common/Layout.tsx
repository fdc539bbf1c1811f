import { Suspense } from 'react';
import type { ReactNode } from 'react';
import Box from '@mui/material/Box';
import { Outlet } from 'react-router';
import ErrorSnackbar from './ErrorSnackbar';
import Header from './Header';
import OfflineNotice from './OfflineNotice';

/** The header above every page. */
export default function Layout({ actions }: { actions?: ReactNode }) {
  return (
    <Box
      sx={{
        bgcolor: 'map.background',
        display: 'flex',
        flexDirection: 'column',
        height: '100dvh',
      }}
    >
      <Header>{actions}</Header>
      <Suspense>
        <Outlet />
      </Suspense>
      <OfflineNotice />
      <ErrorSnackbar />
    </Box>
  );
}
