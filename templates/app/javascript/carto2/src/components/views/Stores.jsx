import { useMemo, useState } from 'react';
import { AggregationTypes } from '@carto/react-core';
import { useMatch, useOutlet } from 'react-router';
import { formatMoney } from 'components/common/formatMoney';
import MapLayer from 'components/common/MapLayer';
import ViewPanel from 'components/common/ViewPanel';
import storesLayer, { STORE_TYPES } from 'components/layers/StoresLayer';
import CategoryWidget from 'components/widgets/CategoryWidget';
import CountWidget from 'components/widgets/CountWidget';
import FormulaWidget from 'components/widgets/FormulaWidget';
import HistogramWidget from 'components/widgets/HistogramWidget';
import RevenueInView from 'components/widgets/RevenueInView';
import TableWidget from 'components/widgets/TableWidget';
import { parseStoreId } from 'data/models/storeModel';
import storesSource from 'data/sources/storesSource';

const COLUMNS = [
  { column: 'address', label: 'Address' },
  { column: 'city', label: 'City' },
  { column: 'revenue', label: 'Revenue', format: formatMoney },
];

/** The stores on the map, with their widgets or, below `stores/:id`, with one of them. */
export default function Stores() {
  const match = useMatch('/stores/:id');
  const [hasListBeenOpen, setHasListBeenOpen] = useState(!match);
  if (!match && !hasListBeenOpen) setHasListBeenOpen(true);
  const openStore = useOutlet({ hasListBeenOpen });
  const selectedId = parseStoreId(match?.params.id);
  const attributes = useMemo(() => ({ selectedId }), [selectedId]);

  return (
    <>
      <MapLayer source={storesSource} layer={storesLayer} attributes={attributes} />
      {openStore ?? <StoreWidgets />}
    </>
  );
}

function StoreWidgets() {
  return (
    <ViewPanel title="Stores">
      <CountWidget title="Stores in view" sourceId={storesSource.id} />
      <FormulaWidget
        title="Total revenue"
        sourceId={storesSource.id}
        operation={AggregationTypes.SUM}
        column="revenue"
        format={formatMoney}
      />
      <CategoryWidget
        id="storesByType"
        title="Stores by type"
        sourceId={storesSource.id}
        column="storetype"
        operation={AggregationTypes.COUNT}
        colors={STORE_TYPES}
      />
      <HistogramWidget
        id="storesByRevenue"
        title="Stores by revenue"
        sourceId={storesSource.id}
        column="revenue"
        format={formatMoney}
      />
      <RevenueInView />
      <TableWidget
        title="Top stores in view"
        sourceId={storesSource.id}
        columns={COLUMNS}
        sortBy="revenue"
        isDescending
        path={({ cartodb_id: id }) => `/stores/${id}`}
      />
    </ViewPanel>
  );
}
