import { createSlice } from '@reduxjs/toolkit';

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
      .addCase('carto/addFilter', (state, { payload: { owner, values } }) => {
        if (owner) state.filters[owner] = values;
      })
      .addCase('carto/removeFilter', (state, { payload: { owner } }) => {
        if (owner) delete state.filters[owner];
      });
  },
});

export const { filtersChanged, mapPlaced } = viewSlice.actions;

export default viewSlice.reducer;
