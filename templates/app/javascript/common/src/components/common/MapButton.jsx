import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';

/** A button on the map: an icon with its name. */
export default function MapButton({ label, children, ...props }) {
  return (
    <Tooltip title={label} placement="left" disableInteractive>
      <IconButton aria-label={label} {...props} sx={BUTTON}>
        {children}
      </IconButton>
    </Tooltip>
  );
}

const BUTTON = { borderRadius: 1.25, '&[aria-disabled=true]': { color: 'action.disabled' } };
