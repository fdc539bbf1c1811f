import { useMemo } from 'react';
import type { ReactNode } from 'react';
import Typography from '@mui/material/Typography';
import { formatNumber } from 'components/common/format';
import type { AnyRow, NumberColumn, SourceId } from 'data/source';
import useAnnouncement from 'hooks/useAnnouncement';
import useWidgetData from 'hooks/useWidgetData';
import type { CountOperation, NumberOperation } from './operations';
import Widget from './Widget';

type FormulaWidgetProps<Row> = {
  title: string;
  note?: ReactNode;
  sourceId: SourceId<Row>;
  format?: (value: number) => string;
  color?: string;
} & (
  | { operation: CountOperation; column?: undefined }
  | { operation: NumberOperation; column: NumberColumn<Row> }
);

/** One number for the features in view: their count, or the sum or average of a column. */
export default function FormulaWidget<Row = AnyRow>({
  title,
  note,
  sourceId,
  operation,
  column,
  format = formatNumber,
  color,
}: FormulaWidgetProps<Row>) {
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
