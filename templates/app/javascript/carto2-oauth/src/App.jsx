import { lazy, Suspense } from 'react';
import CssBaseline from '@mui/material/CssBaseline';
import { ThemeProvider } from '@mui/material/styles';
import { Provider } from 'react-redux';
import LoginGate from 'components/common/LoginGate';
import Shell from 'components/common/Shell';
import { store } from 'store/store';
import { theme } from './theme';

// Loaded after the login, which keeps the first screen small.
const AppRouter = lazy(() => import('./AppRouter'));

export default function App() {
  return (
    <Provider store={store}>
      <ThemeProvider theme={theme} noSsr>
        <CssBaseline />
        <LoginGate>
          <Suspense fallback={<Shell />}>
            <AppRouter />
          </Suspense>
        </LoginGate>
      </ThemeProvider>
    </Provider>
  );
}
