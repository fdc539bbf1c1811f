import { useState } from 'react';
import type { ReactNode } from 'react';
import AppBar from '@mui/material/AppBar';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Drawer from '@mui/material/Drawer';
import IconButton from '@mui/material/IconButton';
import List from '@mui/material/List';
import ListItemButton from '@mui/material/ListItemButton';
import Toolbar from '@mui/material/Toolbar';
import Typography from '@mui/material/Typography';
import { useSelector } from 'react-redux';
import { NavLink } from 'react-router';
import type { RootState } from 'store/store';
import { Mark, MenuIcon } from './icons';
import { views } from '../../routes';

const menu = views.filter(({ title }) => title);

export default function Header({ children }: { children: ReactNode }) {
  const title = useSelector((state: RootState) => state.app.title);
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);

  return (
    <AppBar position="static" elevation={0}>
      <Toolbar variant="dense" sx={{ gap: 1, minHeight: 56 }}>
        <IconButton
          color="inherit"
          edge="start"
          aria-label="Open the menu"
          onClick={() => setOpen(true)}
          sx={{ display: { md: 'none' } }}
        >
          <MenuIcon />
        </IconButton>
        <Mark aria-hidden sx={{ display: { xs: 'none', sm: 'block' } }} />
        <Typography component="p" noWrap sx={{ fontSize: '1.1rem', fontWeight: 600, minWidth: 0 }}>
          {title}
        </Typography>
        <Box
          component="nav"
          aria-label="Views"
          sx={{ display: { xs: 'none', md: 'flex' }, flexShrink: 0, ml: 2 }}
        >
          {menu.map(({ path, title: label }) => (
            <Button key={path} component={NavLink} to={`/${path}`} color="inherit" sx={LINK}>
              {label}
            </Button>
          ))}
        </Box>
        <Box sx={{ flexGrow: 1 }} />
        {children}
      </Toolbar>
      <Drawer open={isOpen} onClose={close} slotProps={{ paper: { 'aria-label': 'Menu' } }}>
        <List component="nav" aria-label="Views" sx={{ minWidth: 240, py: 2 }}>
          {menu.map(({ path, title: label }) => (
            <ListItemButton
              key={path}
              component={NavLink}
              to={`/${path}`}
              onClick={close}
              sx={{ '&.active': { bgcolor: 'action.selected', fontWeight: 600 } }}
            >
              {label}
            </ListItemButton>
          ))}
        </List>
      </Drawer>
    </AppBar>
  );
}

const LINK = {
  borderRadius: 0,
  borderBottom: '3px solid transparent',
  height: 56,
  px: 2,
  '&.active': { borderBottomColor: '#8fd3c8' },
};
