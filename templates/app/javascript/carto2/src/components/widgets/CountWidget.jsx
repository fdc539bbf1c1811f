import { AggregationTypes } from '@carto/react-core';
import { formatNumber } from 'components/common/format';
import useRowCount from 'hooks/useRowCount';
import FormulaWidget from './FormulaWidget';

/** The number of features of a source in view, and in total. */
export default function CountWidget({ title, sourceId, color }) {
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
