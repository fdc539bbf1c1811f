import type { AggregationTypes } from '@carto/react-core';

export type CountOperation = `${AggregationTypes.COUNT}`;

/** Those that need a column with numbers. */
export type NumberOperation =
  `${AggregationTypes.SUM | AggregationTypes.AVG | AggregationTypes.MIN | AggregationTypes.MAX}`;
