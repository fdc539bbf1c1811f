import { useEffect, useState } from 'react';
import { selectAreFeaturesReadyForSource } from '@carto/react-redux';
import { useDispatch, useSelector } from 'react-redux';
import type { Tasks } from 'data/features/tasks';
import { retryTiles } from 'store/appSlice';
import type { RootState } from 'store/store';
import useCalculate from './useCalculate';
import type { Calculation, CalculationParams } from './useCalculate';

interface WidgetTask<Name extends Calculation> {
  sourceId: string;
  owner?: string;
  calculation: Name;
  /** Null while they are not known. */
  params: CalculationParams<Name> | null;
}

interface Result<Data> {
  /** Null until it is known. */
  data: Data | null;
  isKnown: boolean;
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
  const dispatch = useDispatch();
  const calculate = useCalculate(sourceId, owner);
  const ready = useSelector((state: RootState) => selectAreFeaturesReadyForSource(state, sourceId));
  const isLost = useSelector(({ app }: RootState) =>
    Boolean(app.mapProblem || app.sourceErrors[sourceId]),
  );
  const isIncomplete = useSelector(({ app }: RootState) => Boolean(app.lostTiles[sourceId]));
  const [result, setResult] = useState<Result<Data>>(UNKNOWN);

  useEffect(() => {
    if (!ready || !params) return undefined;
    let current = true;
    const settle = (next: Result<Data>) => current && setResult(next);
    calculate(calculation, params)
      .then((data) => settle({ data, isKnown: true, failed: false }))
      .catch((error: Error) => settle({ ...UNKNOWN, failed: error.name !== 'AbortError' }));
    return () => {
      current = false;
    };
  }, [ready, calculate, calculation, params]);

  const failed = result.failed || isLost;
  return {
    data: result.data,
    failed,
    isLoading: !result.isKnown && !failed,
    /** Whether the data are those of the last view, while the new ones load. */
    isStale: !ready && result.isKnown,
    /** Only while a part of the features in view is missing. */
    onRetry: isIncomplete && (() => dispatch(retryTiles())),
  };
}

const UNKNOWN = { data: null, isKnown: false, failed: false };
