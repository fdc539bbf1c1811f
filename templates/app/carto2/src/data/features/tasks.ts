// Not all of the package, which would bring the map's into the worker.
import { applyFilters } from '@carto/react-core/src/filters/Filter';
import type { FiltersLogicalOperators } from '@carto/react-core';
import type { SourceFilters } from '@carto/react-redux';
import type { AnyRow } from 'data/source';
import type { Area } from 'data/viewQuery';
import type { Bounds } from './box';
import * as calculations from './calculations';
import { csv } from './csv';
import { decodeTile } from './decodeTile';
import { featuresInView } from './featuresInView';
import type { Tile } from './tile';
import { timeSeries } from './timeSeries';

export interface Filtered {
  filters: SourceFilters;
  filtersLogicalOperator?: FiltersLogicalOperators;
}

let tiles: Tile[] = [];
let rows: AnyRow[] = [];

/** A calculation from the rows that pass the filters. */
function ofRows<Params, Result>(calculate: (rows: AnyRow[], params: Params) => Result) {
  return (params: Params & Filtered) => {
    const { filters, filtersLogicalOperator } = params;
    return calculate(applyFilters(rows, filters, filtersLogicalOperator), params);
  };
}

/** What a worker does. That of a source has the tiles and the features in view of this source. */
export const tasks = {
  decodeTile: ({ buffer }: { buffer: ArrayBuffer }) => decodeTile(buffer),
  loadTiles: (params: { tiles: Tile[] }) => {
    tiles = params.tiles;
  },
  findFeatures: ({ bounds, area }: { bounds: Bounds; area: Area | null }) => {
    rows = featuresInView(tiles, bounds, area);
  },
  formula: ofRows(calculations.formula),
  histogram: ofRows(calculations.histogram),
  columnStats: ofRows(calculations.columnStats),
  categories: ofRows(calculations.categories),
  scatter: ofRows(calculations.scatter),
  timeSeries: ofRows(timeSeries),
  distinct: ofRows(calculations.distinct),
  tablePage: ofRows(calculations.tablePage),
  csv: ofRows(csv),
};

export type Tasks = typeof tasks;
