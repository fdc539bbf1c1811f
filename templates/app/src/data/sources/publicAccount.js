import { initialState } from 'store/initialStateSlice';

/** The example's data belong to CARTO's account "public", whatever account this application names. */
export const publicAccount = {
  ...initialState.credentials,
  username: 'public',
  apiKey: 'default_public',
};
