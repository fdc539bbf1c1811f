import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import { initialState } from 'store/initialStateSlice';

/** Shows the application once it has its API key, and until then how to give it one. */
export default function KeyGate({ children }) {
  if (initialState.credentials.apiKey) return children;
  return (
    <Alert severity="error" sx={{ m: 2 }}>
      <AlertTitle>The API key is missing</AlertTitle>
      Copy <code>.env.example</code> to <code>.env.local</code>, put the API key after{' '}
      <code>VITE_CARTO_API_KEY=</code>, and start or build the application again.
    </Alert>
  );
}
