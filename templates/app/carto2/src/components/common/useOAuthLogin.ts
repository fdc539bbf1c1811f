import { useEffect, useId } from 'react';
import { useDispatch, useSelector } from 'react-redux';
import { loginHandedOver, selectLogin } from 'store/oauthSlice';
import { cancelLogin, logIn } from 'store/oauthThunks';
import type { AppDispatch } from 'store/store';

/**
 * The login with CARTO, for the component that starts it. Only that component shows its errors; if it
 * is unmounted before the login ends, the header takes over.
 */
export default function useOAuthLogin(name?: string) {
  const dispatch = useDispatch<AppDispatch>();
  const ownId = useId();
  const id = name ?? ownId;
  const { startedBy, isWaiting, problem } = useSelector(selectLogin);
  const isOwn = startedBy === id;

  useEffect(
    () => () => {
      dispatch(loginHandedOver(id));
    },
    [dispatch, id],
  );

  return {
    isWaiting: isOwn && isWaiting,
    problem: isOwn ? problem : null,
    login: () => dispatch(logIn(id)),
    cancel: () => dispatch(cancelLogin()),
  };
}
