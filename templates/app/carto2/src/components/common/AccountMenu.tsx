import { useId, useState } from 'react';
import Avatar from '@mui/material/Avatar';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Divider from '@mui/material/Divider';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Typography from '@mui/material/Typography';
import { useDispatch } from 'react-redux';
import type { UserInfo } from 'data/oauth/userInfo';
import { logout } from 'store/oauthSlice';

export default function AccountMenu({ userInfo }: { userInfo: UserInfo }) {
  const dispatch = useDispatch();
  const menuId = useId();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const close = () => setAnchor(null);
  const { username, avatar_url: avatarUrl, api_endpoints: endpoints } = userInfo;
  const name = fullName(userInfo);

  return (
    <>
      <Button
        color="inherit"
        aria-label={`Account ${name}`}
        aria-haspopup="menu"
        aria-expanded={Boolean(anchor)}
        aria-controls={anchor ? menuId : undefined}
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ gap: 1, minWidth: 0 }}
      >
        <Avatar src={avatarUrl || undefined} alt="" sx={{ width: 32, height: 32, fontSize: 14 }}>
          {initials(userInfo)}
        </Avatar>
        <Box component="span" sx={NAME}>
          {name}
        </Box>
      </Button>
      <Menu id={menuId} anchorEl={anchor} open={Boolean(anchor)} onClose={close}>
        <Box component="li" role="none" sx={{ px: 2, pt: 0.5, pb: 1 }}>
          <Typography sx={{ fontWeight: 600 }}>{name}</Typography>
          <Typography color="textSecondary" variant="body2">
            {username}
          </Typography>
        </Box>
        <Divider component="li" role="none" sx={{ mb: 1 }} />
        <MenuItem
          component="a"
          href={endpoints.builder || endpoints.auth}
          target="_blank"
          rel="noopener noreferrer"
          onClick={close}
        >
          Go to CARTO
        </MenuItem>
        <MenuItem onClick={() => dispatch(logout())}>Logout</MenuItem>
      </Menu>
    </>
  );
}

const NAME = {
  display: { xs: 'none', sm: 'block' },
  maxWidth: 200,
  overflow: 'hidden',
  textOverflow: 'ellipsis',
  whiteSpace: 'nowrap',
};

function fullName({ first_name: first, last_name: last, username }: UserInfo) {
  return [first, last].filter(Boolean).join(' ') || username;
}

function initials(userInfo: UserInfo) {
  const words = fullName(userInfo)
    .split(/[\s-]+/)
    .filter(Boolean);
  return words.slice(0, 2).map(([letter]) => letter!.toUpperCase());
}
