import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';

/** A button on the map: an icon with its name. */
export default function MapButton({ label, children, ...props }) {
  return (
    <Tooltip title={label} placement="left" disableInteractive>
      <IconButton aria-label={label} {...props} sx={{ borderRadius: 1.25 }}>
        {children}
      </IconButton>
    </Tooltip>
  );
}
