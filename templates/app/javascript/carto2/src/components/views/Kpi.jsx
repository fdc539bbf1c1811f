import { AggregationTypes } from '@carto/react-core';
import { formatMoney } from 'components/common/formatMoney';
import MapLayer from 'components/common/MapLayer';
import ViewPanel from 'components/common/ViewPanel';
import kpiLayer, { binOf } from 'components/layers/KpiLayer';
import CategoryWidget from 'components/widgets/CategoryWidget';
import FormulaWidget from 'components/widgets/FormulaWidget';
import kpiSource from 'data/sources/kpiSource';

export default function Kpi() {
  return (
    <ViewPanel title="Revenue by state">
      <MapLayer source={kpiSource} layer={kpiLayer} />
      <FormulaWidget
        title="Total revenue"
        sourceId={kpiSource.id}
        operation={AggregationTypes.SUM}
        column="revenue"
        format={formatMoney}
      />
      <CategoryWidget
        id="revenueByState"
        title="States with the most revenue"
        sourceId={kpiSource.id}
        column="name"
        operation={AggregationTypes.SUM}
        operationColumn="revenue"
        colors={({ value }) => binOf(value ?? undefined).color}
        format={formatMoney}
      />
    </ViewPanel>
  );
}
