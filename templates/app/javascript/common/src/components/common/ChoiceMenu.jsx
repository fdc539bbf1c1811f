import { useId, useState } from 'react';
import IconButton from '@mui/material/IconButton';
import ListItemIcon from '@mui/material/ListItemIcon';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';

/** A button with a menu to choose one of a few values. */
export default function ChoiceMenu({ label, icon, value, choices, onChoose, sx }) {
  const menuId = useId();
  const [anchor, setAnchor] = useState(null);
  const close = () => setAnchor(null);
  const choose = (next) => {
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
