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
