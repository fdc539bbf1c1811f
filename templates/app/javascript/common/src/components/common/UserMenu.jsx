import { useEffect } from 'react';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useDispatch, useSelector } from 'react-redux';
import { setError } from 'store/appSlice';
import {
  HEADER,
  LOGGED_OUT,
  selectHasExpired,
  selectHasLoggedOut,
  selectUserInfo,
  SESSION_EXPIRED,
} from 'store/oauthSlice';
import AccountMenu from './AccountMenu';
import useOAuthLogin from './useOAuthLogin';
import { visuallyHidden } from './visuallyHidden';

/** The header's login button or, after the login, the account menu. Errors go to the snackbar. */
export default function UserMenu() {
  const dispatch = useDispatch();
  const userInfo = useSelector(selectUserInfo);
  const hasExpired = useSelector(selectHasExpired);
  const hasLoggedOut = useSelector(selectHasLoggedOut);
  const { isWaiting, problem, login, cancel } = useOAuthLogin(HEADER);
  const error = problem ?? (hasExpired ? SESSION_EXPIRED : null);

  useEffect(() => {
    if (!error) return undefined;
    dispatch(setError(error));
    return () => {
      dispatch(setError(null));
    };
  }, [dispatch, error]);

  if (userInfo) return <AccountMenu userInfo={userInfo} />;
  return (
    <>
      {isWaiting && (
        <Button color="inherit" onClick={cancel}>
          Cancel
        </Button>
      )}
      <Button
        color="inherit"
        loading={isWaiting}
        loadingPosition="start"
        onClick={login}
        sx={VISIBLE_WHILE_WAITING}
      >
        Login
      </Button>
      <Box component="span" role="status" sx={visuallyHidden}>
        {isWaiting && 'Continue in the login window.'}
        {hasLoggedOut && LOGGED_OUT}
      </Box>
    </>
  );
}

// MUI grays out disabled buttons, which makes them unreadable in the header.
const VISIBLE_WHILE_WAITING = {
  '&.Mui-disabled, &.Mui-disabled .MuiButton-loadingIndicator': { color: 'inherit' },
};
