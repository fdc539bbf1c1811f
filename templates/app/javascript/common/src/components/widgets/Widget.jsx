import { useId } from 'react';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import ClearFilters from 'components/common/ClearFilters';

/** The frame of a widget: its title, and a placeholder while there is no data. */
export default function Widget({
  title,
  note,
  color,
  isLoading,
  failed,
  isEmpty,
  onClear,
  children,
}) {
  const titleId = useId();
  return (
    <Box
      component="section"
      aria-labelledby={titleId}
      sx={{ borderTop: 1, borderColor: 'divider', pt: 1.5 }}
    >
      <Box sx={{ alignItems: 'center', display: 'flex', minHeight: 32 }}>
        {color && (
          <Box sx={{ bgcolor: color, borderRadius: 0.5, flex: '0 0 12px', height: 12, mr: 1 }} />
        )}
        <Typography id={titleId} variant="h2" sx={{ flexGrow: 1 }}>
          {title}
        </Typography>
        {note && !failed && (
          <Typography variant="caption" color="text.secondary" sx={{ flexShrink: 0, ml: 1 }}>
            {note}
          </Typography>
        )}
        {onClear && (
          <Button size="small" onClick={onClear} sx={{ mr: -0.75 }}>
            Clear
          </Button>
        )}
      </Box>
      <Content {...{ isLoading, failed, isEmpty }}>{children}</Content>
    </Box>
  );
}

function Content({ isLoading, failed, isEmpty, children }) {
  if (failed) return <Note>Could not load this data.</Note>;
  if (isLoading) return <Placeholder />;
  if (isEmpty) return <Empty />;
  return children;
}

function Empty() {
  return (
    <Box sx={{ alignItems: 'center', display: 'flex', flexWrap: 'wrap', gap: 1 }}>
      <Note>No data in this part of the map.</Note>
      <ClearFilters />
    </Box>
  );
}

function Placeholder() {
  return <Skeleton variant="rounded" height={40} role="progressbar" aria-label="Loading" />;
}

function Note({ children }) {
  return (
    <Typography variant="body2" color="text.secondary">
      {children}
    </Typography>
  );
}
