import type { ReactNode } from 'react';
import { selectOAuthCredentials } from '@carto/react-redux';
import { useSelector } from 'react-redux';
import Login from 'components/views/Login';
import type { RootState } from 'store/store';

/** With forceOAuthLogin, mounts the application only after the login. */
export default function LoginGate({ children }: { children: ReactNode }) {
  const isForced = useSelector((state: RootState) => state.app.forceOAuthLogin);
  const credentials = useSelector(selectOAuthCredentials);
  return isForced && !credentials ? <Login /> : children;
}
