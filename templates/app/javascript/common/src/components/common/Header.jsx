import { useState } from 'react';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Drawer from '@mui/material/Drawer';
import IconButton from '@mui/material/IconButton';
import List from '@mui/material/List';
import ListItemButton from '@mui/material/ListItemButton';
import Typography from '@mui/material/Typography';
import { useSelector } from 'react-redux';
import { NavLink } from 'react-router';
import ColorSchemeMenu from './ColorSchemeMenu';
import { MenuIcon } from './icons';
import Logo from './Logo';
import { views } from '../../routes';
import { HEADER_HEIGHT } from '../../theme';

const menu = views.filter(({ title }) => title);

export default function Header({ children }) {
  const title = useSelector((state) => state.app.title);
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);

  return (
    <Box component="header" sx={BAR}>
      <IconButton
        edge="start"
        aria-label="Open the menu"
        onClick={() => setOpen(true)}
        sx={{ display: { md: 'none' } }}
      >
        <MenuIcon />
      </IconButton>
      <Logo sx={{ display: { xs: 'none', sm: 'block' }, height: 26 }} />
      <Typography noWrap sx={TITLE}>
        {title}
      </Typography>
      <Box sx={MIDDLE}>
        <Box
          component="nav"
          aria-label="Views"
          sx={{ display: { xs: 'none', md: 'flex' }, gap: 0.5, ml: 1.5 }}
        >
          {menu.map(({ path, title: label }) => (
            <Button key={path} component={NavLink} to={`/${path}`} color="inherit" sx={LINK}>
              {label}
            </Button>
          ))}
        </Box>
      </Box>
      <ColorSchemeMenu />
      {children}
      <Drawer open={isOpen} onClose={close} slotProps={{ paper: { 'aria-label': 'Menu' } }}>
        <List component="nav" aria-label="Views" sx={{ minWidth: 260, px: 1, py: 2 }}>
          {menu.map(({ path, title: label }) => (
            <ListItemButton
              key={path}
              component={NavLink}
              to={`/${path}`}
              onClick={close}
              sx={{ borderRadius: 1, '&.active': ACTIVE }}
            >
              {label}
            </ListItemButton>
          ))}
        </List>
      </Drawer>
    </Box>
  );
}

const BAR = {
  alignItems: 'center',
  bgcolor: 'background.paper',
  borderBottom: 1,
  borderColor: 'divider',
  boxSizing: 'border-box',
  display: 'flex',
  flex: 'none',
  gap: 1,
  height: HEADER_HEIGHT,
  px: { xs: 1.5, md: 2 },
};

const TITLE = {
  flexShrink: { md: 0 },
  fontSize: '1rem',
  fontWeight: 600,
  maxWidth: { md: '40%' },
  minWidth: 0,
};

/** Scrolls where there are more views than room. The padding is for the outline of the focus. */
const MIDDLE = { flex: 1, minWidth: 0, overflowX: 'auto', p: 0.5, scrollbarWidth: 'thin' };

const ACTIVE = { bgcolor: 'action.selected', color: 'primary.main', fontWeight: 600 };

const LINK = { color: 'text.secondary', flexShrink: 0, px: 1.5, py: 0.5, '&.active': ACTIVE };
