// Not all of the package, which would bring the map's into the worker.
import { applyFilters } from '@carto/react-core/src/filters/Filter';
import * as calculations from './calculations';
import { csv } from './csv';
import { decodeTile } from './decodeTile';
import { featuresInView } from './featuresInView';
import { timeSeries } from './timeSeries';

let tiles = [];
let rows = [];

/** A calculation from the rows that pass the filters. */
function ofRows(calculate) {
  return (params) => {
    const { filters, filtersLogicalOperator } = params;
    return calculate(applyFilters(rows, filters, filtersLogicalOperator), params);
  };
}

/** What a worker does. That of a source has the tiles and the features in view of this source. */
export const tasks = {
  decodeTile: ({ buffer }) => decodeTile(buffer),
  loadTiles: (params) => {
    tiles = params.tiles;
  },
  findFeatures: ({ bounds, area }) => {
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
