import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';

/** The shape of a view while it is loaded. */
export default function ViewSkeleton() {
  return (
    <Box role="progressbar" aria-label="Loading" sx={{ display: 'grid', gap: 2 }}>
      <Skeleton variant="rounded" height={22} width="45%" />
      {[36, 36, 160].map((height, index) => (
        <Box key={index} sx={{ borderTop: 1, borderColor: 'divider', pt: 2 }}>
          <Skeleton variant="rounded" height={14} width="35%" />
          <Skeleton variant="rounded" height={height} sx={{ mt: 1.5 }} />
        </Box>
      ))}
    </Box>
  );
}
