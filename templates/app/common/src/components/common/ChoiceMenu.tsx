import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import IconButton from '@mui/material/IconButton';
import type { IconButtonProps } from '@mui/material/IconButton';
import ListItemIcon from '@mui/material/ListItemIcon';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';

interface ChoiceMenuProps<Value> {
  label: string;
  icon: ReactNode;
  value: Value;
  choices: { value: Value; label: string; icon: ReactNode }[];
  onChoose: (value: Value) => void;
  sx?: IconButtonProps['sx'];
}

/** A button with a menu to choose one of a few values. */
export default function ChoiceMenu<Value extends string | undefined>({
  label,
  icon,
  value,
  choices,
  onChoose,
  sx,
}: ChoiceMenuProps<Value>) {
  const menuId = useId();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const close = () => setAnchor(null);
  const choose = (next: Value) => {
    onChoose(next);
    close();
  };

  return (
    <>
      <IconButton
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={Boolean(anchor)}
        aria-controls={anchor ? menuId : undefined}
        title={label}
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={sx}
      >
        {icon}
      </IconButton>
      <Menu
        id={menuId}
        anchorEl={anchor}
        open={Boolean(anchor)}
        onClose={close}
        slotProps={{ list: { 'aria-label': label, dense: true } }}
      >
        {choices.map((choice) => (
          <MenuItem
            key={choice.value}
            role="menuitemradio"
            aria-checked={choice.value === value}
            selected={choice.value === value}
            onClick={() => choose(choice.value)}
          >
            <ListItemIcon sx={{ fontSize: '1.25rem' }}>{choice.icon}</ListItemIcon>
            {choice.label}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
