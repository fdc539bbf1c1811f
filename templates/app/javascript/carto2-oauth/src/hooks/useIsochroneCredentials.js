import { selectOAuthCredentials } from '@carto/react-redux';
import { useSelector } from 'react-redux';

export const HOW_TO_GET_CREDENTIALS = 'Log in to calculate isochrones.';

/** Isochrones consume the credits of the logged-in user. */
export default function useIsochroneCredentials() {
  return useSelector(selectOAuthCredentials);
}
