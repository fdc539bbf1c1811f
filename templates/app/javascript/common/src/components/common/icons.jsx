import SvgIcon from '@mui/material/SvgIcon';

export function Mark(props) {
  return (
    <SvgIcon {...props}>
      <path d="M3 8 12 3.5 21 8l-9 4.5z" fill="currentColor" />
      <path
        d="m3 12 9 4.5 9-4.5M3 16l9 4.5 9-4.5"
        fill="none"
        stroke="#8fd3c8"
        strokeLinejoin="round"
        strokeWidth="1.8"
      />
    </SvgIcon>
  );
}

export function MenuIcon() {
  return (
    <SvgIcon>
      <path d="M3 6h18v2H3zm0 5h18v2H3zm0 5h18v2H3z" />
    </SvgIcon>
  );
}

export function PlusIcon() {
  return (
    <SvgIcon fontSize="small">
      <path d="M11 5h2v6h6v2h-6v6h-2v-6H5v-2h6z" />
    </SvgIcon>
  );
}

export function MinusIcon() {
  return (
    <SvgIcon fontSize="small">
      <path d="M5 11h14v2H5z" />
    </SvgIcon>
  );
}

export function FitIcon() {
  return (
    <SvgIcon fontSize="small">
      <path d="M4 4h6v2H6v4H4zm10 0h6v6h-2V6h-4zM4 14h2v4h4v2H4zm14 0h2v6h-6v-2h4zM9 9h6v6H9z" />
    </SvgIcon>
  );
}

export function LocateIcon() {
  return (
    <SvgIcon fontSize="small">
      <path d="M11 2h2v2.1a8 8 0 0 1 6.9 6.9H22v2h-2.1a8 8 0 0 1-6.9 6.9V22h-2v-2.1A8 8 0 0 1 4.1 13H2v-2h2.1A8 8 0 0 1 11 4.1zm1 4a6 6 0 1 0 0 12 6 6 0 0 0 0-12m0 3a3 3 0 1 1 0 6 3 3 0 0 1 0-6" />
    </SvgIcon>
  );
}

export function FullScreenIcon() {
  return (
    <SvgIcon fontSize="small">
      <path d="M4 4h6v2H7.4l3.3 3.3-1.4 1.4L6 7.4V10H4zm10 0h6v6h-2V7.4l-3.3 3.3-1.4-1.4L16.6 6H14zM4 14h2v2.6l3.3-3.3 1.4 1.4L7.4 18H10v2H4zm14 0h2v6h-6v-2h2.6l-3.3-3.3 1.4-1.4 3.3 3.3z" />
    </SvgIcon>
  );
}

export function LinkIcon() {
  return (
    <SvgIcon fontSize="small">
      <path d="M7 7h4v2H7a3 3 0 0 0 0 6h4v2H7A5 5 0 0 1 7 7m6 0h4a5 5 0 0 1 0 10h-4v-2h4a3 3 0 0 0 0-6h-4zm-5 4h8v2H8z" />
    </SvgIcon>
  );
}

export function SelectIcon() {
  return (
    <SvgIcon fontSize="small">
      <path d="M3 3h5v2H5v3H3zm7 0h4v2h-4zm6 0h5v5h-2V5h-3zM3 10h2v4H3zm0 6h2v3h3v2H3zm7 3h4v2h-4zm3-8 8.5 3.2-3.7 1.6-1.6 3.7z" />
    </SvgIcon>
  );
}

export function CloseIcon() {
  return (
    <SvgIcon fontSize="small">
      <path d="M6.4 5 12 10.6 17.6 5 19 6.4 13.4 12l5.6 5.6-1.4 1.4-5.6-5.6L6.4 19 5 17.6l5.6-5.6L5 6.4z" />
    </SvgIcon>
  );
}
