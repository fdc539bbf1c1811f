import { useState } from 'react';
import ButtonGroup from '@mui/material/ButtonGroup';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { removeSpatialFilter } from '@carto/react-redux';
import { useDispatch, useSelector } from 'react-redux';
import { selectArea, selectView } from 'store/selection';
import { CARD } from '../../theme';
import { CloseIcon, SelectIcon } from './icons';
import MapButton from './MapButton';

/** Starts the selection of an area, and ends it. `onDraw` gets the shape that the user wants to draw. */
export default function SelectButtons({ onDraw }) {
  const dispatch = useDispatch();
  const hasArea = useSelector((state) => selectArea(state) !== null);
  const [anchor, setAnchor] = useState(null);
  const choose = (act) => () => {
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
