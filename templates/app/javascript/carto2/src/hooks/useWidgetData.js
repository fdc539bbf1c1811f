import { useEffect, useState } from 'react';
import { useSelector } from 'react-redux';
import { _getApplicableFilters as getApplicableFilters } from '@carto/react-core';
import { selectAreFeaturesReadyForSource, selectSourceById } from '@carto/react-redux';
import { executeTask } from 'data/features/executeTask';

/**
 * Computes the data of a widget from the features in view, in the worker of their source. The filters
 * of all other widgets apply, but not those of its `owner`. Keep `params` stable between renders.
 */
export default function useWidgetData({ sourceId, owner, calculation, params }) {
  const source = useSelector((state) => selectSourceById(state, sourceId));
  const ready = useSelector((state) => selectAreFeaturesReadyForSource(state, sourceId));
  const isLost = useSelector(({ app }) => Boolean(app.mapProblem || app.sourceErrors[sourceId]));
  const [result, setResult] = useState({ data: null, failed: false });
  const { filters, filtersLogicalOperator } = source ?? {};

  useEffect(() => {
    if (!ready) return undefined;
    let current = true;
    const settle = (next) => current && setResult(next);
    const filtered = { filters: getApplicableFilters(filters, owner), filtersLogicalOperator };
    const all = {
      ...params,
      ...filtered,
    };
    executeTask(sourceId, calculation, all)
      .then((data) => settle({ data, failed: false }))
      .catch((error) => settle({ data: null, failed: error.name !== 'AbortError' }));
    return () => {
      current = false;
    };
  }, [ready, sourceId, owner, calculation, params, filters, filtersLogicalOperator]);

  const failed = result.failed || isLost;
  return { data: result.data, failed, isLoading: result.data === null && !failed };
}
