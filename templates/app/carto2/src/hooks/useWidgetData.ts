import { useEffect, useState } from 'react';
import { useSelector } from 'react-redux';
import { _getApplicableFilters as getApplicableFilters } from '@carto/react-core';
import { selectAreFeaturesReadyForSource, selectSourceById } from '@carto/react-redux';
import { executeTask } from 'data/features/executeTask';
import type { Filtered, Tasks } from 'data/features/tasks';
import type { RootState } from 'store/store';

type Calculation = Exclude<keyof Tasks, 'decodeTile' | 'loadTiles' | 'findFeatures'>;

interface WidgetTask<Name extends Calculation> {
  sourceId: string;
  owner?: string;
  calculation: Name;
  params: Omit<Parameters<Tasks[Name]>[0], keyof Filtered>;
}

interface Result<Data> {
  /** Null until it is known. */
  data: Data | null;
  failed: boolean;
}

/**
 * Computes the data of a widget from the features in view, in the worker of their source. The filters
 * of all other widgets apply, but not those of its `owner`. Keep `params` stable between renders.
 */
export default function useWidgetData<Name extends Calculation>({
  sourceId,
  owner,
  calculation,
  params,
}: WidgetTask<Name>) {
  type Data = ReturnType<Tasks[Name]>;
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
    const filtered = { filters: getApplicableFilters(filters, owner), filtersLogicalOperator };
    const all = {
      ...params,
      ...filtered,
    } as /* what was taken from them, and the rest */ Parameters<Tasks[Name]>[0];
    executeTask(sourceId, calculation, all)
      .then((data) => settle({ data, failed: false }))
      .catch((error: Error) => settle({ data: null, failed: error.name !== 'AbortError' }));
    return () => {
      current = false;
    };
  }, [ready, sourceId, owner, calculation, params, filters, filtersLogicalOperator]);

  const failed = result.failed || isLost;
  return { data: result.data, failed, isLoading: result.data === null && !failed };
}
