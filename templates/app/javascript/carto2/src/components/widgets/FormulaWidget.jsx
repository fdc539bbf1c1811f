import { useMemo } from 'react';
import Typography from '@mui/material/Typography';
import { formatNumber } from 'components/common/format';
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

  return (
    <Widget title={title} note={note} color={color} {...status} isEmpty={data?.value === null}>
      <Typography sx={{ fontSize: '1.75rem', fontWeight: 600, lineHeight: 1.2 }}>
        {data && data.value !== null && format(data.value)}
      </Typography>
    </Widget>
  );
}
