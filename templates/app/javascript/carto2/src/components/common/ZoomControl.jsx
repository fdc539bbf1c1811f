import ButtonGroup from '@mui/material/ButtonGroup';
import IconButton from '@mui/material/IconButton';
import { setViewState } from '@carto/react-redux';
import { useDispatch, useSelector } from 'react-redux';
import { MinusIcon, PlusIcon } from './icons';

const MIN = 0;
const MAX = 20;

export default function ZoomControl() {
  const dispatch = useDispatch();
  const zoom = useSelector((state) => state.carto.viewState.zoom);
  const zoomTo = (next) => dispatch(setViewState({ zoom: Math.min(MAX, Math.max(MIN, next)) }));

  return (
    <ButtonGroup
      orientation="vertical"
      aria-label="Zoom"
      sx={{ bgcolor: 'background.paper', boxShadow: 1 }}
    >
      <IconButton aria-label="Zoom in" disabled={zoom >= MAX} onClick={() => zoomTo(zoom + 1)}>
        <PlusIcon />
      </IconButton>
      <IconButton aria-label="Zoom out" disabled={zoom <= MIN} onClick={() => zoomTo(zoom - 1)}>
        <MinusIcon />
      </IconButton>
    </ButtonGroup>
  );
}
