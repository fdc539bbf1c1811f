import type { ReactNode } from 'react';
import IconButton from '@mui/material/IconButton';
import type { IconButtonProps } from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';

interface MapButtonProps extends IconButtonProps {
  label: string;
  children: ReactNode;
}

/** A button on the map: an icon with its name. */
export default function MapButton({ label, children, ...props }: MapButtonProps) {
  return (
    <Tooltip title={label} placement="left" disableInteractive>
      <IconButton aria-label={label} {...props} sx={BUTTON}>
        {children}
      </IconButton>
    </Tooltip>
  );
}

const BUTTON = { borderRadius: 1.25, '&[aria-disabled=true]': { color: 'action.disabled' } };
