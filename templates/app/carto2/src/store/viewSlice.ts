import { createSlice } from '@reduxjs/toolkit';
import type { PayloadAction } from '@reduxjs/toolkit';
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

type AddFilter = PayloadAction<{ owner?: string; values: FilterValue[] }, 'carto/addFilter'>;
type RemoveFilter = PayloadAction<{ owner?: string }, 'carto/removeFilter'>;

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
      .addCase('carto/addFilter', (state, { payload: { owner, values } }: AddFilter) => {
        if (owner) state.filters[owner] = values;
      })
      .addCase('carto/removeFilter', (state, { payload: { owner } }: RemoveFilter) => {
        if (owner) delete state.filters[owner];
      });
  },
});

export const { filtersChanged, mapPlaced } = viewSlice.actions;

export default viewSlice.reducer;
