import { useEffect } from 'react';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useRouteError } from 'react-router';
import Message from 'components/common/Message';
import { reportError } from '../../reportError';

/** Shown by the router in place of a page that failed to render. The router logs the reason. */
export default function Failure() {
  const error = useRouteError();

  useEffect(() => {
    reportError(error);
  }, [error]);

  return (
    <Message
      role="alert"
      title={<Typography variant="h1">Something went wrong.</Typography>}
      action={
        <Button variant="contained" onClick={() => window.location.reload()}>
          Reload
        </Button>
      }
    >
      This page can’t be shown. Loading it again may help.
    </Message>
  );
}
