import { createSlice } from '@reduxjs/toolkit';
import { filterKey } from 'data/viewQuery';

const initialState = { filters: {}, home: null };

const viewSlice = createSlice({
  name: 'view',
  initialState,
  reducers: {
    /** Replaces the filters of all widgets. */
    filtersChanged: (state, action) => {
      state.filters = action.payload;
    },
    mapPlaced: (state, action) => {
      state.home = action.payload;
    },
  },
  extraReducers: (builder) => {
    builder
      .addCase('carto/addFilter', (state, { payload }) => {
        const { column, owner, values } = payload;
        if (owner) state.filters[filterKey(owner, column)] = values;
      })
      .addCase('carto/removeFilter', (state, { payload: { column, owner } }) => {
        if (owner) delete state.filters[filterKey(owner, column)];
      });
  },
});

export const { filtersChanged, mapPlaced } = viewSlice.actions;

export default viewSlice.reducer;
