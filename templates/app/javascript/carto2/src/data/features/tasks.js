// Not all of the package, which would bring the map's into the worker.
import { applyFilters } from '@carto/react-core/src/filters/Filter';
import * as calculations from './calculations';
import { decodeTile } from './decodeTile';
import { featuresInView } from './featuresInView';

let tiles = [];
let rows = [];

const filtered = ({ filters, filtersLogicalOperator }) =>
  applyFilters(rows, filters, filtersLogicalOperator);

/** What a worker does. That of a source has the tiles and the features in view of this source. */
export const tasks = {
  decodeTile: ({ buffer }) => decodeTile(buffer),
  loadTiles: (params) => {
    tiles = params.tiles;
  },
  findFeatures: ({ bounds, area }) => {
    rows = featuresInView(tiles, bounds, area);
  },
  formula: (params) => calculations.formula(filtered(params), params),
  histogram: (params) => calculations.histogram(filtered(params), params),
  categories: (params) => calculations.categories(filtered(params), params),
  topRows: (params) => calculations.topRows(filtered(params), params),
};
