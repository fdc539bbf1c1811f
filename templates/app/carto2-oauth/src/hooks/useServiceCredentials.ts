import { selectOAuthCredentials } from '@carto/react-redux';
import { useSelector } from 'react-redux';

export const howToGetCredentials = (purpose: string) => `Log in to ${purpose}.`;

/** Data services, such as isochrones, consume the credits of the logged-in user. */
export default function useServiceCredentials() {
  return useSelector(selectOAuthCredentials);
}
