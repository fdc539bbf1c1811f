import CssBaseline from '@mui/material/CssBaseline';
import { ThemeProvider } from '@mui/material/styles';
import { Provider } from 'react-redux';
import AppRouter from './AppRouter';
import { store } from 'store/store';
import { theme } from './theme';

export default function App() {
  return (
    <Provider store={store}>
      <ThemeProvider theme={theme} noSsr>
        <CssBaseline />
        <AppRouter />
      </ThemeProvider>
    </Provider>
  );
}
