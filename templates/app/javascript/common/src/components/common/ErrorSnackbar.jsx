import { useState } from 'react';
import Alert from '@mui/material/Alert';
import Snackbar from '@mui/material/Snackbar';
import { useDispatch, useSelector } from 'react-redux';
import { setError } from 'store/appSlice';
import { GAP, HEADER_HEIGHT } from '../../theme';

export default function ErrorSnackbar() {
  const dispatch = useDispatch();
  const error = useSelector((state) => state.app.error);
  const [shown, setShown] = useState(error);
  // Keeps the text in place while the snackbar fades out.
  if (error && error !== shown) setShown(error);
  const close = (event, reason) => {
    if (reason !== 'clickaway') dispatch(setError(null));
  };

  return (
    <Snackbar
      open={Boolean(error)}
      onClose={close}
      // Below the header, where it covers neither the legend nor the title of the panel.
      anchorOrigin={{ vertical: 'top', horizontal: 'center' }}
      sx={{ top: `${HEADER_HEIGHT + GAP}px !important`, maxWidth: 560 }}
    >
      <Alert severity="error" variant="filled" onClose={close}>
        {shown}
      </Alert>
    </Snackbar>
  );
}
