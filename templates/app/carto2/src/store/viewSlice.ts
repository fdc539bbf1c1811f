import { createSlice } from '@reduxjs/toolkit';
import type { PayloadAction } from '@reduxjs/toolkit';
import { filterKey } from 'data/viewQuery';
import type { FilterValue, Position, SavedFilters } from 'data/viewQuery';

export interface ViewState {
  /** The filters of the view's widgets. Those in the sources of CARTO's slice follow them. */
  filters: SavedFilters;
  /**
   * Where the application itself put the map; null for its initial position. Any other position is the
   * user's, and is in the URL.
   */
  home: Position | null;
}

type OwnedColumn = { column: string; owner?: string };
type AddFilter = PayloadAction<OwnedColumn & { values: FilterValue[] }, 'carto/addFilter'>;
type RemoveFilter = PayloadAction<OwnedColumn, 'carto/removeFilter'>;

const initialState: ViewState = { filters: {}, home: null };

const viewSlice = createSlice({
  name: 'view',
  initialState,
  reducers: {
    /** Replaces the filters of all widgets. */
    filtersChanged: (state, action: PayloadAction<SavedFilters>) => {
      state.filters = action.payload;
    },
    mapPlaced: (state, action: PayloadAction<Position | null>) => {
      state.home = action.payload;
    },
  },
  extraReducers: (builder) => {
    builder
      .addCase('carto/addFilter', (state, { payload }: AddFilter) => {
        const { column, owner, values } = payload;
        if (owner) state.filters[filterKey(owner, column)] = values;
      })
      .addCase('carto/removeFilter', (state, { payload: { column, owner } }: RemoveFilter) => {
        if (owner) delete state.filters[filterKey(owner, column)];
      });
  },
});

export const { filtersChanged, mapPlaced } = viewSlice.actions;

export default viewSlice.reducer;
