import { useEffect } from 'react';
import Button from '@mui/material/Button';
import { useDispatch, useSelector } from 'react-redux';
import { setError } from 'store/appSlice';
import { HEADER, selectHasExpired, selectUserInfo, SESSION_EXPIRED } from 'store/oauthSlice';
import AccountMenu from './AccountMenu';
import useOAuthLogin from './useOAuthLogin';

/** The header's login and, after it, the account menu. Its problems go to the error snackbar. */
export default function UserMenu() {
  const dispatch = useDispatch();
  const userInfo = useSelector(selectUserInfo);
  const hasExpired = useSelector(selectHasExpired);
  const { isWaiting, problem, login, cancel } = useOAuthLogin(HEADER);
  const error = problem ?? (hasExpired ? SESSION_EXPIRED : null);

  useEffect(() => {
    if (!error) return undefined;
    dispatch(setError(error));
    return () => dispatch(setError(null));
  }, [dispatch, error]);

  if (userInfo) return <AccountMenu userInfo={userInfo} />;
  return (
    <>
      {isWaiting && (
        <Button color="inherit" onClick={cancel}>
          Cancel
        </Button>
      )}
      <Button color="inherit" loading={isWaiting} onClick={login}>
        Login
      </Button>
    </>
  );
}
