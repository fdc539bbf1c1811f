import { useSyncExternalStore } from 'react';
import Alert from '@mui/material/Alert';
import Snackbar from '@mui/material/Snackbar';

/** Says that the browser has no network, for as long as that is so. */
export default function OfflineNotice() {
  const isOnline = useSyncExternalStore(subscribe, () => navigator.onLine);
  return (
    <Snackbar open={!isOnline} anchorOrigin={{ vertical: 'bottom', horizontal: 'center' }}>
      <Alert role="status" severity="warning" variant="filled">
        You are offline. The map goes on when the connection is back.
      </Alert>
    </Snackbar>
  );
}

function subscribe(onChange: () => void) {
  window.addEventListener('online', onChange);
  window.addEventListener('offline', onChange);
  return () => {
    window.removeEventListener('online', onChange);
    window.removeEventListener('offline', onChange);
  };
}
