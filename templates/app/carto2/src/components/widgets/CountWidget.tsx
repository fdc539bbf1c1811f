import { AggregationTypes } from '@carto/react-core';
import { formatNumber } from 'components/common/format';
import type { SourceId } from 'data/source';
import useRowCount from 'hooks/useRowCount';
import FormulaWidget from './FormulaWidget';

interface CountWidgetProps<Row> {
  title: string;
  sourceId: SourceId<Row>;
  color?: string;
}

/** The number of features of a source in view, and in total. */
export default function CountWidget<Row>({ title, sourceId, color }: CountWidgetProps<Row>) {
  const rowCount = useRowCount(sourceId);
  return (
    <FormulaWidget
      title={title}
      note={rowCount !== null && `${formatNumber(rowCount)} in total`}
      sourceId={sourceId}
      operation={AggregationTypes.COUNT}
      color={color}
    />
  );
}
