// Not all of the package, which would bring the map's into the worker.
import { applyFilters } from '@carto/react-core/src/filters/Filter';
import type { FiltersLogicalOperators } from '@carto/react-core';
import type { SourceFilters } from '@carto/react-redux';
import type { AnyRow } from 'data/source';
import type { Area } from 'data/viewQuery';
import type { Bounds } from './box';
import * as calculations from './calculations';
import { decodeTile } from './decodeTile';
import { featuresInView } from './featuresInView';
import type { Tile } from './tile';

export interface Filtered {
  filters: SourceFilters;
  filtersLogicalOperator?: FiltersLogicalOperators;
}

let tiles: Tile[] = [];
let rows: AnyRow[] = [];

const filtered = ({ filters, filtersLogicalOperator }: Filtered) =>
  applyFilters(rows, filters, filtersLogicalOperator);

type Params<Name extends keyof typeof calculations> = Parameters<(typeof calculations)[Name]>[1];

/** What a worker does. That of a source has the tiles and the features in view of this source. */
export const tasks = {
  decodeTile: ({ buffer }: { buffer: ArrayBuffer }) => decodeTile(buffer),
  loadTiles: (params: { tiles: Tile[] }) => {
    tiles = params.tiles;
  },
  findFeatures: ({ bounds, area }: { bounds: Bounds; area: Area | null }) => {
    rows = featuresInView(tiles, bounds, area);
  },
  formula: (params: Params<'formula'> & Filtered) => calculations.formula(filtered(params), params),
  histogram: (params: Params<'histogram'> & Filtered) =>
    calculations.histogram(filtered(params), params),
  categories: (params: Params<'categories'> & Filtered) =>
    calculations.categories(filtered(params), params),
  topRows: (params: Params<'topRows'> & Filtered) => calculations.topRows(filtered(params), params),
};

export type Tasks = typeof tasks;
