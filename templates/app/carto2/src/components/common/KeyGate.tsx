import type { ReactNode } from 'react';
import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import { initialState } from 'store/initialStateSlice';

/** Shows the application if it has an API key, and otherwise, in development, how to provide one. */
export default function KeyGate({ children }: { children: ReactNode }) {
  if (initialState.credentials.apiKey) return children;
  return (
    <Alert severity="error" sx={{ m: 2 }}>
      <AlertTitle>The API key is missing</AlertTitle>
      {import.meta.env.DEV && (
        <>
          Copy <code>.env.example</code> to <code>.env.local</code>, put the API key after{' '}
          <code>VITE_CARTO_API_KEY=</code>, and restart or rebuild the application.
        </>
      )}
    </Alert>
  );
}
