import CssBaseline from '@mui/material/CssBaseline';
import { ThemeProvider } from '@mui/material/styles';
import { Provider } from 'react-redux';
import { createBrowserRouter, RouterProvider } from 'react-router';
import LoginGate from 'components/common/LoginGate';
import { routeTree } from './router';
import { store } from 'store/store';
import { theme } from './theme';

const router = createBrowserRouter(routeTree);

export default function App() {
  return (
    <Provider store={store}>
      <ThemeProvider theme={theme}>
        <CssBaseline />
        <LoginGate>
          <RouterProvider router={router} />
        </LoginGate>
      </ThemeProvider>
    </Provider>
  );
}
