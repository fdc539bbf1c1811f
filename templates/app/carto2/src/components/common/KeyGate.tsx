import type { ReactNode } from 'react';
import Typography from '@mui/material/Typography';
import { initialState } from 'store/initialStateSlice';
import Message from './Message';

/** Shows the application if it has an API key, and otherwise, in development, how to provide one. */
export default function KeyGate({ children }: { children: ReactNode }) {
  if (initialState.credentials.apiKey) return children;
  return (
    <Message role="alert" title={<Typography variant="h1">The API key is missing</Typography>}>
      {import.meta.env.DEV && (
        <>
          Copy <code>.env.example</code> to <code>.env.local</code>, put the API key after{' '}
          <code>VITE_CARTO_API_KEY=</code>, and restart or rebuild the application.
        </>
      )}
    </Message>
  );
}
