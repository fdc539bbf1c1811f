import { useId } from 'react';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import ClearFilters from 'components/common/ClearFilters';
import { leaveButton } from 'components/common/leaveButton';

/** The frame of a widget: its title, and a placeholder while there is no data. */
export default function Widget({
  title,
  note,
  color,
  shape,
  isLoading,
  isStale = false,
  failed,
  isEmpty,
  onClear,
  onRetry,
  children,
}) {
  const titleId = useId();
  const clear = (event) => {
    leaveButton(event);
    if (onClear) onClear();
  };
  return (
    <Box
      component="section"
      aria-busy={isStale}
      aria-labelledby={titleId}
      tabIndex={-1}
      sx={{ borderTop: 1, borderColor: 'divider', pt: 1.5 }}
    >
      <Box sx={{ alignItems: 'center', display: 'flex', minHeight: 32 }}>
        {color && (
          <Box sx={{ bgcolor: color, borderRadius: 0.5, flex: '0 0 12px', height: 12, mr: 1 }} />
        )}
        <Typography id={titleId} variant="h2" sx={{ flexGrow: 1 }}>
          {title}
        </Typography>
        {onRetry && !failed && (
          <Button size="small" onClick={onRetry} sx={{ flexShrink: 0 }}>
            Incomplete: try again
          </Button>
        )}
        {note && !failed && !onRetry && (
          <Typography variant="caption" color="textSecondary" sx={{ flexShrink: 0, ml: 1 }}>
            {note}
          </Typography>
        )}
        {onClear && (
          <Button size="small" onClick={clear} sx={{ mr: -0.75 }}>
            Clear
          </Button>
        )}
      </Box>
      <Box sx={isStale && !failed ? DIMMED : undefined}>
        <Content
          {...{ shape, isLoading, isEmpty }}
          failed={failed || (isEmpty && Boolean(onRetry))}
        >
          {children}
        </Content>
      </Box>
    </Box>
  );
}

/** After a moment, so that what only takes that long does not flicker. */
const DIMMED = { opacity: 0.5, transition: 'opacity 200ms 300ms' };

function Content({ shape = 'bars', isLoading, failed, isEmpty, children }) {
  if (failed) return <Note>Could not load this data.</Note>;
  if (isLoading) return <Placeholder heights={HEIGHTS[shape]} />;
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

const HEIGHTS = { figure: [34], bars: [28, 28, 28, 28, 28], chart: [124] };

function Placeholder({ heights }) {
  return (
    <Box role="progressbar" aria-label="Loading" sx={{ display: 'grid', gap: 1.25 }}>
      {heights.map((height, index) => (
        <Skeleton key={index} variant="rounded" height={height} />
      ))}
    </Box>
  );
}

function Note({ children }) {
  return (
    <Typography
      variant="body2"
      color="textSecondary"
      sx={{ bgcolor: 'action.hover', borderRadius: 1, flexGrow: 1, p: 1.5, textAlign: 'center' }}
    >
      {children}
    </Typography>
  );
}
