import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useSelector } from 'react-redux';
import Logo from 'components/common/Logo';
import OAuthLogin from 'components/common/OAuthLogin';
import Streets from 'components/common/Streets';
import {
  LOGGED_OUT,
  selectHasExpired,
  selectHasLoggedOut,
  SESSION_EXPIRED,
} from 'store/oauthSlice';
import type { RootState } from 'store/store';
import { CARD } from '../../theme';

/** The first screen when forceOAuthLogin is set. */
export default function Login() {
  const title = useSelector((state: RootState) => state.app.title);
  const hasExpired = useSelector(selectHasExpired);
  const hasLoggedOut = useSelector(selectHasLoggedOut);

  return (
    <Box component="main" sx={PAGE}>
      <Streets />
      <Box sx={BOX}>
        <Logo sx={{ height: 48, width: 48, mb: 1 }} />
        <Typography variant="h1" sx={{ fontSize: '1.625rem', overflowWrap: 'anywhere' }}>
          {title}
        </Typography>
        {hasExpired && <Alert severity="info">{SESSION_EXPIRED}</Alert>}
        {hasLoggedOut && (
          <Alert role="status" severity="success">
            {LOGGED_OUT}
          </Alert>
        )}
        <OAuthLogin message="Log in with your CARTO account to open this application." />
      </Box>
    </Box>
  );
}

const PAGE = {
  bgcolor: 'map.background',
  boxSizing: 'border-box',
  display: 'grid',
  minHeight: '100dvh',
  overflow: 'hidden',
  p: 2,
  placeItems: 'center',
  position: 'relative',
};

const BOX = {
  ...CARD,
  borderRadius: 2,
  boxSizing: 'border-box',
  display: 'grid',
  gap: 1.5,
  maxWidth: 420,
  p: { xs: 3, sm: 5 },
  position: 'relative',
  width: '100%',
};
