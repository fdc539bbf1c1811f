import SvgIcon from '@mui/material/SvgIcon';

export function Lines({ children }) {
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
  <Lines>
    <path d="M4 9V4h5m6 0h5v5m0 6v5h-5m-6 0H4v-5M9.5 9.5h5v5h-5z" />
  </Lines>
);

export const LocateIcon = () => (
  <Lines>
    <circle cx="12" cy="12" r="6.2" />
    <path d="M12 2.8v3m0 12.4v3M2.8 12h3m12.4 0h3" />
    <circle cx="12" cy="12" r="1.6" fill="currentColor" />
  </Lines>
);

export const FullScreenIcon = () => (
  <Lines>
    <path d="M14 4h6v6m0-6-6 6m-4 10H4v-6m0 6 6-6" />
  </Lines>
);

export const LinkIcon = () => (
  <Lines>
    <path d="M10 7.5H7.5a4.5 4.5 0 0 0 0 9H10m4-9h2.5a4.5 4.5 0 0 1 0 9H14M8.5 12h7" />
  </Lines>
);

export const SelectIcon = () => (
  <Lines>
    <path d="M4 8V4h4m3.5 0h1M16 4h4v4M4 11.5v1M4 16v4h4m3.5 0h.5" />
    <path d="m12.5 12.5 8 3-3.6 1.4-1.4 3.6z" fill="currentColor" />
  </Lines>
);

export const CloseIcon = () => (
  <Lines>
    <path d="m6.5 6.5 11 11m0-11-11 11" />
  </Lines>
);
