import { selectOAuthCredentials } from '@carto/react-redux';
import { useSelector } from 'react-redux';
import Login from 'components/views/Login';

/** With forceOAuthLogin, mounts the application only after the login. */
export default function LoginGate({ children }) {
  const isForced = useSelector((state) => state.app.forceOAuthLogin);
  const credentials = useSelector(selectOAuthCredentials);
  return isForced && !credentials ? <Login /> : children;
}
