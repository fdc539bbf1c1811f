import { useColorScheme } from '@mui/material/styles';
import { useSelector } from 'react-redux';
import { DARK_MATTER } from 'data/basemaps';

/**
 * The basemap: the one that was chosen on the map, or else, with light colors, that of
 * `initialState.basemap`, and Dark Matter with dark ones.
 */
export default function useBasemap() {
  const initial = useSelector((state) => state.carto.basemap);
  const chosen = useSelector((state) => state.app.basemap);
  const { colorScheme } = useColorScheme();
  return chosen ?? (colorScheme === 'dark' ? DARK_MATTER : initial);
}
