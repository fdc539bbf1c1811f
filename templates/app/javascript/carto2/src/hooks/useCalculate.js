import { useCallback } from 'react';
import { _getApplicableFilters as getApplicableFilters } from '@carto/react-core';
import { selectSourceById } from '@carto/react-redux';
import { useSelector } from 'react-redux';
import { executeTask } from 'data/features/executeTask';

/**
 * Calculates from the features in view, in the worker of their source. The filters of all widgets but
 * `owner` apply. The function changes with the filters.
 */
export default function useCalculate(sourceId, owner) {
  const source = useSelector((state) => selectSourceById(state, sourceId));
  const { filters, filtersLogicalOperator } = source ?? {};
  return useCallback(
    (calculation, params) => {
      const all = {
        ...params,
        filters: getApplicableFilters(filters, owner),
        filtersLogicalOperator,
      };
      return executeTask(sourceId, calculation, all);
    },
    [sourceId, owner, filters, filtersLogicalOperator],
  );
}
