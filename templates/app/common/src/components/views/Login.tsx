import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { useSelector } from 'react-redux';
import { Mark } from 'components/common/icons';
import OAuthLogin from 'components/common/OAuthLogin';
import { selectHasExpired, SESSION_EXPIRED } from 'store/oauthSlice';
import type { RootState } from 'store/store';

/** The first screen when forceOAuthLogin is set. */
export default function Login() {
  const title = useSelector((state: RootState) => state.app.title);
  const hasExpired = useSelector(selectHasExpired);

  return (
    <Box
      component="main"
      sx={{
        display: 'grid',
        minHeight: '100dvh',
        p: 2,
        placeItems: 'center',
        boxSizing: 'border-box',
      }}
    >
      <Paper
        sx={{
          display: 'grid',
          gap: 2,
          maxWidth: 420,
          p: 4,
          width: '100%',
          boxSizing: 'border-box',
        }}
      >
        <Mark aria-hidden color="primary" fontSize="large" />
        <Typography variant="h1" sx={{ fontSize: '1.5rem', overflowWrap: 'anywhere' }}>
          {title}
        </Typography>
        {hasExpired && <Alert severity="info">{SESSION_EXPIRED}</Alert>}
        <OAuthLogin message="Log in with your CARTO account to open this application." />
      </Paper>
    </Box>
  );
}
