import Button from '@mui/material/Button';
import { clearFilters, removeSpatialFilter } from '@carto/react-redux';
import { useDispatch, useSelector } from 'react-redux';
import { filtersChanged } from 'store/viewSlice';
import { leaveButton } from './leaveButton';

/** Removes all filters of a view, and the selected area. There is no button without a filter. */
export default function ClearFilters() {
  const dispatch = useDispatch();
  const isFiltered = useSelector(
    ({ carto: { dataSources, spatialFilter } }) =>
      Boolean(spatialFilter) ||
      Object.values(dataSources).some(({ filters }) => Object.keys(filters ?? {}).length > 0),
  );
  const sources = useSelector((state) => state.carto.dataSources);
  const clear = (event) => {
    leaveButton(event);
    for (const id of Object.keys(sources)) dispatch(clearFilters(id));
    dispatch(filtersChanged({}));
    dispatch(removeSpatialFilter());
  };

  return (
    isFiltered && (
      <Button size="small" onClick={clear} sx={{ flexShrink: 0 }}>
        Clear filters
      </Button>
    )
  );
}
