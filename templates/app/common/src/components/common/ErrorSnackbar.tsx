import { useState } from 'react';
import Alert from '@mui/material/Alert';
import Snackbar from '@mui/material/Snackbar';
import { useDispatch, useSelector } from 'react-redux';
import { setError } from 'store/appSlice';
import type { RootState } from 'store/store';

export default function ErrorSnackbar() {
  const dispatch = useDispatch();
  const error = useSelector((state: RootState) => state.app.error);
  const [shown, setShown] = useState(error);
  // Keeps the text in place while the snackbar fades out.
  if (error && error !== shown) setShown(error);
  const close = (event: unknown, reason?: string) => {
    if (reason !== 'clickaway') dispatch(setError(null));
  };

  return (
    <Snackbar open={Boolean(error)} onClose={close}>
      <Alert severity="error" variant="filled" onClose={close}>
        {shown}
      </Alert>
    </Snackbar>
  );
}
