import { useEffect } from 'react';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import { useRouteError } from 'react-router';
import { reportError } from '../../reportError';

/** Shown by the router in place of a page that failed to render. The router logs the reason. */
export default function Failure() {
  const error = useRouteError();

  useEffect(() => {
    reportError(error);
  }, [error]);

  const reload = (
    <Button color="inherit" onClick={() => window.location.reload()}>
      Reload
    </Button>
  );
  return (
    <Alert severity="error" action={reload} sx={{ m: 2 }}>
      Something went wrong.
    </Alert>
  );
}
