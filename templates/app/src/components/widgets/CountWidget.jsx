import { AggregationTypes } from '@carto/react-core';
import { formatNumber } from 'components/common/format';
import useRowCount from 'hooks/useRowCount';
import FormulaWidget from './FormulaWidget';

/** How many features of a source are in view, and how many there are in all. */
export default function CountWidget({ title, sourceId, color }) {
  const rowCount = useRowCount(sourceId);
  return (
    <FormulaWidget
      title={title}
      note={rowCount !== null && `${formatNumber(rowCount)} in all`}
      sourceId={sourceId}
      operation={AggregationTypes.COUNT}
      color={color}
    />
  );
}
