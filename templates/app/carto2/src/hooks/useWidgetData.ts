import { useEffect, useState } from 'react';
import { useSelector } from 'react-redux';
import { _getApplicableFilters as getApplicableFilters } from '@carto/react-core';
import { selectAreFeaturesReadyForSource, selectSourceById } from '@carto/react-redux';
import { executeTask } from '@carto/react-workers';
import type { Methods } from '@carto/react-workers';
import type { RootState } from 'store/store';

interface WidgetTask {
  sourceId: string;
  owner?: string;
  method: Methods;
  params: object;
}

interface Result<Data> {
  data: Data | null;
  failed: boolean;
}

/**
 * Computes the data of a widget from the features in view, in the worker of their source. The filters
 * of all other widgets apply, but not those of its `owner`. Keep `params` stable between renders.
 */
export default function useWidgetData<Data>({ sourceId, owner, method, params }: WidgetTask) {
  const source = useSelector((state: RootState) => selectSourceById(state, sourceId));
  const ready = useSelector((state: RootState) => selectAreFeaturesReadyForSource(state, sourceId));
  const isLost = useSelector(({ app }: RootState) =>
    Boolean(app.mapProblem || app.sourceErrors[sourceId]),
  );
  const [result, setResult] = useState<Result<Data>>({ data: null, failed: false });
  const { filters, filtersLogicalOperator } = source ?? {};

  useEffect(() => {
    if (!ready) return undefined;
    let current = true;
    const settle = (next: Result<Data>) => current && setResult(next);
    executeTask<Data>(sourceId, method, {
      ...params,
      filters: getApplicableFilters(filters, owner),
      filtersLogicalOperator,
    })
      // The worker returns undefined if it fails, for instance if the column does not exist.
      .then((data) => settle({ data: data ?? null, failed: data === undefined }))
      .catch((error: Error) => settle({ data: null, failed: error.name !== 'AbortError' }));
    return () => {
      current = false;
    };
  }, [ready, sourceId, owner, method, params, filters, filtersLogicalOperator]);

  const failed = result.failed || isLost;
  return { data: result.data, failed, isLoading: result.data === null && !failed };
}
