import Box from '@mui/material/Box';

/** A few streets and a bay, behind a page without the map. */
export default function Streets() {
  return (
    <Box
      component="svg"
      aria-hidden
      viewBox="0 0 1440 900"
      preserveAspectRatio="xMidYMid slice"
      sx={STREETS}
    >
      <path d="M-20 120 1460 330M-20 330 1460 540M160-20 20 920M420-20 250 920M700-20 500 920M960-20 770 920M1220-20 1040 920M1460-10 1300 920" />
      <path d="M-20 20 1460 230M-20 225 1460 435M-20 435 1460 645M290-20 130 920M560-20 370 920M830-20 640 920M1090-20 905 920M1340-20 1170 920" />
      <path
        className="water"
        d="M-40 690C180 640 260 760 470 730s260-190 500-200 330 120 520 60v330H-40z"
      />
      <path className="avenue" d="M-20 560C300 500 520 420 760 250S1180 60 1460 40" />
      <circle cx="205" cy="245" r="9" />
      <circle cx="402" cy="470" r="9" />
      <circle cx="610" cy="138" r="9" />
      <circle cx="1010" cy="150" r="9" />
      <circle cx="1180" cy="432" r="9" />
    </Box>
  );
}

const STREETS = {
  fill: 'none',
  height: '100%',
  inset: 0,
  position: 'absolute',
  stroke: 'var(--mui-palette-background-paper)',
  strokeWidth: 4,
  width: '100%',
  '& .water': {
    fill: 'color-mix(in srgb, var(--mui-palette-primary-main) 14%, var(--mui-palette-map-background))',
    stroke: 'none',
  },
  '& .avenue': { strokeWidth: 14 },
  '& circle': { fill: 'var(--mui-palette-primary-main)', strokeWidth: 3 },
};
