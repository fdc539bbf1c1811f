import type { ReactNode } from 'react';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { selectOAuthCredentials } from '@carto/react-redux';
import { useSelector } from 'react-redux';
import useOAuthLogin from './useOAuthLogin';

interface OAuthLoginProps {
  message?: string;
  children?: ReactNode;
}

/**
 * Mounts its children only while a user is logged in. Otherwise it shows `message` and a button that
 * opens CARTO's login in a pop-up window.
 */
export default function OAuthLogin({ message, children = null }: OAuthLoginProps) {
  const credentials = useSelector(selectOAuthCredentials);
  return credentials ? children : <LoginPrompt message={message} />;
}

function LoginPrompt({ message }: { message?: string }) {
  const { isWaiting, problem, login, cancel } = useOAuthLogin();

  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      {message && <Typography color="textSecondary">{message}</Typography>}
      <Box>
        <Button
          variant="contained"
          size="large"
          fullWidth
          loading={isWaiting}
          loadingPosition="start"
          onClick={login}
        >
          Login with CARTO
        </Button>
        <Box sx={WAITING}>
          <Typography role="status" color="textSecondary" variant="body2">
            {isWaiting && 'Continue in the login window.'}
          </Typography>
          {isWaiting && <Button onClick={cancel}>Cancel</Button>}
        </Box>
      </Box>
      {problem && <Alert severity="error">{problem}</Alert>}
    </Box>
  );
}

const WAITING = {
  alignItems: 'center',
  display: 'flex',
  justifyContent: 'space-between',
  // Always there, without a height of its own, as screen readers only announce changes.
  '&:has(button)': { mt: 2 },
};
