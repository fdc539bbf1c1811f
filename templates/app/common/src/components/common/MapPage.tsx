import { lazy, Suspense, useState } from 'react';
import Box from '@mui/material/Box';
import useMediaQuery from '@mui/material/useMediaQuery';
import { Outlet, useLocation } from 'react-router';
import { GAP, PANEL_WIDTH, WIDE } from '../../theme';
import Panel from './Panel';
import Status from './Status';
import ViewSkeleton from './ViewSkeleton';

const Map = lazy(() => import('./Map'));

/** The map, and the panel of the current view: a card on the map, or a sheet below it on a phone. */
export default function MapPage() {
  const isWide = useMediaQuery(WIDE);
  const { pathname } = useLocation();
  // A panel that was put away comes back with the next page.
  const [hiddenAt, setHiddenAt] = useState<string | null>(null);
  const isOpen = hiddenAt !== pathname;

  return (
    <Box component="main" sx={MAIN}>
      <Box sx={MAP}>
        <Suspense>
          <Map coveredWidth={isWide && isOpen ? PANEL_WIDTH + GAP : 0} />
        </Suspense>
      </Box>
      <Panel isOpen={isOpen} onToggle={() => setHiddenAt(isOpen ? pathname : null)}>
        <Suspense fallback={<ViewSkeleton />}>
          <Outlet />
        </Suspense>
      </Panel>
      <Status />
    </Box>
  );
}

const MAIN = {
  display: 'flex',
  flex: 1,
  flexDirection: 'column',
  minHeight: 0,
  overflowX: 'hidden',
  overflowY: { xs: 'auto', md: 'hidden' },
  position: 'relative',
};

const MAP = { flex: 1, minHeight: 160, position: 'relative' };
