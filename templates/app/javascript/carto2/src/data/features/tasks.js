import { _applyFilters as applyFilters } from '@carto/react-core';
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
  findFeatures: ({ bounds }) => {
    rows = featuresInView(tiles, bounds);
  },
  formula: (params) => calculations.formula(filtered(params), params),
  histogram: (params) => calculations.histogram(filtered(params), params),
  categories: (params) => calculations.categories(filtered(params), params),
  topRows: (params) => calculations.topRows(filtered(params), params),
};
