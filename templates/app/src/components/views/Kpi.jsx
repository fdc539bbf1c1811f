import { useEffect } from 'react';
import { AggregationTypes } from '@carto/react-core';
import { addLayer, addSource, removeLayer, removeSource } from '@carto/react-redux';
import { useDispatch } from 'react-redux';
import { formatMoney } from 'components/common/formatMoney';
import ViewPanel from 'components/common/ViewPanel';
import kpiLayer from 'components/layers/KpiLayer';
import CategoryWidget from 'components/widgets/CategoryWidget';
import FormulaWidget from 'components/widgets/FormulaWidget';
import kpiSource from 'data/sources/kpiSource';

export default function Kpi() {
  const dispatch = useDispatch();

  useEffect(() => {
    dispatch(addSource(kpiSource));
    dispatch(addLayer({ id: kpiLayer.id, source: kpiSource.id }));
    return () => {
      dispatch(removeLayer(kpiLayer.id));
      dispatch(removeSource(kpiSource.id));
    };
  }, [dispatch]);

  return (
    <ViewPanel title="Revenue by state">
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
        format={formatMoney}
      />
    </ViewPanel>
  );
}
