import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';

/** What the router shows instead of a page that failed while it was drawn; it logs the reason. */
export default function Failure() {
  const reload = (
    <Button color="inherit" onClick={() => window.location.reload()}>
      Reload
    </Button>
  );
  return (
    <Alert severity="error" action={reload} sx={{ m: 2 }}>
      Something went wrong in this application.
    </Alert>
  );
}
