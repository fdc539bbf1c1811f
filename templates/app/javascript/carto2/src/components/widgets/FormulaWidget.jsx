import { useMemo } from 'react';
import Typography from '@mui/material/Typography';
import { formatNumber } from 'components/common/format';
import useAnnouncement from 'hooks/useAnnouncement';
import useWidgetData from 'hooks/useWidgetData';
import Widget from './Widget';

/** One number for the features in view: their count, or the sum or average of a column. */
export default function FormulaWidget({
  title,
  note,
  sourceId,
  operation,
  column,
  format = formatNumber,
  color,
}) {
  const params = useMemo(() => ({ operation, column }), [operation, column]);
  const { data, ...status } = useWidgetData({
    sourceId,
    calculation: 'formula',
    params,
  });
  const text = data && data.value !== null ? format(data.value) : null;
  useAnnouncement(column === undefined && text ? `${title}: ${text}` : null);

  return (
    <Widget
      title={title}
      note={note}
      color={color}
      shape="figure"
      {...status}
      // Nothing is only nothing if all was loaded.
      isEmpty={data?.value === null || (data?.value === 0 && Boolean(status.onRetry))}
    >
      <Typography sx={{ fontSize: '1.75rem', fontWeight: 600, lineHeight: 1.2 }}>{text}</Typography>
    </Widget>
  );
}
