import { useCallback } from 'react';
import { _getApplicableFilters as getApplicableFilters } from '@carto/react-core';
import { selectSourceById } from '@carto/react-redux';
import { useSelector } from 'react-redux';
import { executeTask } from 'data/features/executeTask';
import type { Filtered, Tasks } from 'data/features/tasks';
import type { RootState } from 'store/store';

export type Calculation = Exclude<keyof Tasks, 'decodeTile' | 'loadTiles' | 'findFeatures'>;
export type CalculationParams<Name extends Calculation> = Omit<
  Parameters<Tasks[Name]>[0],
  keyof Filtered
>;

/**
 * Calculates from the features in view, in the worker of their source. The filters of all widgets but
 * `owner` apply. The function changes with the filters.
 */
export default function useCalculate(sourceId: string, owner?: string) {
  const source = useSelector((state: RootState) => selectSourceById(state, sourceId));
  const { filters, filtersLogicalOperator } = source ?? {};
  return useCallback(
    <Name extends Calculation>(calculation: Name, params: CalculationParams<Name>) => {
      const all = {
        ...params,
        filters: getApplicableFilters(filters, owner),
        filtersLogicalOperator,
      } as /* what was taken from them, and the rest */ Parameters<Tasks[Name]>[0];
      return executeTask(sourceId, calculation, all);
    },
    [sourceId, owner, filters, filtersLogicalOperator],
  );
}
