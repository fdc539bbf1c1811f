import { useState } from 'react';
import ButtonGroup from '@mui/material/ButtonGroup';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { removeSpatialFilter } from '@carto/react-redux';
import { useDispatch, useSelector } from 'react-redux';
import { selectArea, selectView } from 'store/selection';
import type { AppDispatch, RootState } from 'store/store';
import { CARD } from '../../theme';
import type { Shape } from './DrawingSurface';
import { CloseIcon, SelectIcon } from './icons';
import MapButton from './MapButton';

/** Starts the selection of an area, and ends it. `onDraw` gets the shape that the user wants to draw. */
export default function SelectButtons({ onDraw }: { onDraw: (shape: Shape) => void }) {
  const dispatch = useDispatch<AppDispatch>();
  const hasArea = useSelector((state: RootState) => selectArea(state) !== null);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const choose = (act: () => void) => () => {
    setAnchor(null);
    act();
  };

  return (
    <ButtonGroup orientation="vertical" aria-label="Selection" sx={CARD}>
      <MapButton
        label="Select an area"
        aria-haspopup="menu"
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <SelectIcon />
      </MapButton>
      {hasArea && (
        <MapButton label="Clear the selection" onClick={() => dispatch(removeSpatialFilter())}>
          <CloseIcon />
        </MapButton>
      )}
      {/* It ends at once and leaves the focus alone, since the user now draws on the map. */}
      <Menu
        anchorEl={anchor}
        open={Boolean(anchor)}
        onClose={() => setAnchor(null)}
        disableRestoreFocus
        transitionDuration={0}
      >
        <MenuItem onClick={choose(() => onDraw('rectangle'))}>Rectangle</MenuItem>
        <MenuItem onClick={choose(() => onDraw('polygon'))}>Polygon</MenuItem>
        <MenuItem onClick={choose(() => dispatch(selectView()))}>What is in view</MenuItem>
      </Menu>
    </ButtonGroup>
  );
}
