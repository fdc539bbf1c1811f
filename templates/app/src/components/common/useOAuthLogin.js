import { useId } from 'react';
import { useDispatch, useSelector } from 'react-redux';
import { selectLogin } from 'store/oauthSlice';
import { cancelLogin, logIn } from 'store/oauthThunks';

/** The login with CARTO, as the component that starts it sees it: no other shows its problems. */
export default function useOAuthLogin() {
  const dispatch = useDispatch();
  const id = useId();
  const { startedBy, isWaiting, problem } = useSelector(selectLogin);
  const isOwn = startedBy === id;

  return {
    isWaiting: isOwn && isWaiting,
    problem: isOwn ? problem : null,
    login: () => dispatch(logIn(id)),
    cancel: () => dispatch(cancelLogin()),
  };
}
