import type { ReactNode } from 'react';
import SvgIcon from '@mui/material/SvgIcon';

function Lines({ children }: { children: ReactNode }) {
  return (
    <SvgIcon fontSize="inherit" sx={LINES}>
      {children}
    </SvgIcon>
  );
}

const LINES = {
  fill: 'none',
  stroke: 'currentColor',
  strokeLinecap: 'round',
  strokeLinejoin: 'round',
  strokeWidth: 1.8,
};

export const MenuIcon = () => (
  <Lines>
    <path d="M4 7h16M4 12h16M4 17h16" />
  </Lines>
);

export const PlusIcon = () => (
  <Lines>
    <path d="M12 6v12M6 12h12" />
  </Lines>
);

export const MinusIcon = () => (
  <Lines>
    <path d="M6 12h12" />
  </Lines>
);

export const ChevronIcon = () => (
  <Lines>
    <path d="m9 5 7 7-7 7" />
  </Lines>
);

export const MapIcon = () => (
  <Lines>
    <path d="M9 4 3 6.5V20l6-2.5 6 2.5 6-2.5V4l-6 2.5zM9 4v13.5M15 6.5V20" />
  </Lines>
);

export const EyeIcon = () => (
  <Lines>
    <path d="M2.5 12c2-4 5.3-6.5 9.5-6.5s7.5 2.5 9.5 6.5c-2 4-5.3 6.5-9.5 6.5S4.5 16 2.5 12z" />
    <circle cx="12" cy="12" r="2.8" />
  </Lines>
);

export const EyeOffIcon = () => (
  <Lines>
    <path d="M5 7.2C3.9 8.5 3.1 10.2 2.5 12c2 4 5.3 6.5 9.5 6.5 1.6 0 3-.4 4.3-1M9 6c1-.3 2-.5 3-.5 4.2 0 7.5 2.5 9.5 6.5-.5 1.1-1.2 2.1-2 3M4 4l16 16" />
  </Lines>
);

export const LightIcon = () => (
  <Lines>
    <circle cx="12" cy="12" r="4" />
    <path d="M12 3v2m0 14v2M3 12h2m14 0h2M5.6 5.6 7 7m10 10 1.4 1.4m0-12.8L17 7M7 17l-1.4 1.4" />
  </Lines>
);

export const DarkIcon = () => (
  <Lines>
    <path d="M20 14.5A8 8 0 0 1 9.5 4a8 8 0 1 0 10.5 10.5z" />
  </Lines>
);

export const SystemIcon = () => (
  <Lines>
    <circle cx="12" cy="12" r="8" />
    <path d="M12 4v16a8 8 0 0 0 0-16z" fill="currentColor" />
  </Lines>
);

export const AlertIcon = () => (
  <Lines>
    <path d="M12 4 2.8 19.5h18.4zM12 10v4.5m0 2.5v.01" />
  </Lines>
);

export const SearchOffIcon = () => (
  <Lines>
    <circle cx="10.5" cy="10.5" r="6.5" />
    <path d="m15.5 15.5 5 5m-12-12 4 4m0-4-4 4" />
  </Lines>
);

export const FitIcon = () => (
  <SvgIcon fontSize="small">
    <path d="M4 4h6v2H6v4H4zm10 0h6v6h-2V6h-4zM4 14h2v4h4v2H4zm14 0h2v6h-6v-2h4zM9 9h6v6H9z" />
  </SvgIcon>
);

export const LocateIcon = () => (
  <SvgIcon fontSize="small">
    <path d="M11 2h2v2.1a8 8 0 0 1 6.9 6.9H22v2h-2.1a8 8 0 0 1-6.9 6.9V22h-2v-2.1A8 8 0 0 1 4.1 13H2v-2h2.1A8 8 0 0 1 11 4.1zm1 4a6 6 0 1 0 0 12 6 6 0 0 0 0-12m0 3a3 3 0 1 1 0 6 3 3 0 0 1 0-6" />
  </SvgIcon>
);

export const FullScreenIcon = () => (
  <SvgIcon fontSize="small">
    <path d="M4 4h6v2H7.4l3.3 3.3-1.4 1.4L6 7.4V10H4zm10 0h6v6h-2V7.4l-3.3 3.3-1.4-1.4L16.6 6H14zM4 14h2v2.6l3.3-3.3 1.4 1.4L7.4 18H10v2H4zm14 0h2v6h-6v-2h2.6l-3.3-3.3 1.4-1.4 3.3 3.3z" />
  </SvgIcon>
);

export const LinkIcon = () => (
  <SvgIcon fontSize="small">
    <path d="M7 7h4v2H7a3 3 0 0 0 0 6h4v2H7A5 5 0 0 1 7 7m6 0h4a5 5 0 0 1 0 10h-4v-2h4a3 3 0 0 0 0-6h-4zm-5 4h8v2H8z" />
  </SvgIcon>
);

export const SelectIcon = () => (
  <SvgIcon fontSize="small">
    <path d="M3 3h5v2H5v3H3zm7 0h4v2h-4zm6 0h5v5h-2V5h-3zM3 10h2v4H3zm0 6h2v3h3v2H3zm7 3h4v2h-4zm3-8 8.5 3.2-3.7 1.6-1.6 3.7z" />
  </SvgIcon>
);

export const CloseIcon = () => (
  <SvgIcon fontSize="small">
    <path d="M6.4 5 12 10.6 17.6 5 19 6.4 13.4 12l5.6 5.6-1.4 1.4-5.6-5.6L6.4 19 5 17.6l5.6-5.6L5 6.4z" />
  </SvgIcon>
);
