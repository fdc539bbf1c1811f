import { useRef, useState } from 'react';
import ButtonGroup from '@mui/material/ButtonGroup';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { removeSpatialFilter } from '@carto/react-redux';
import { useDispatch, useSelector } from 'react-redux';
import { selectArea, selectView } from 'store/selection';
import { CARD } from '../../theme';
import { CloseIcon, SelectIcon } from './icons';
import MapButton from './MapButton';

/** Starts the selection of an area, and ends it. */
export default function SelectButtons({ onDraw }) {
  const dispatch = useDispatch();
  const hasArea = useSelector((state) => selectArea(state) !== null);
  const group = useRef(null);
  const [anchor, setAnchor] = useState(null);
  const choose = (act) => () => {
    setAnchor(null);
    act();
  };
  const open = ({ currentTarget }) => {
    onDraw(null);
    setAnchor(currentTarget);
  };
  const clear = () => {
    dispatch(removeSpatialFilter());
    // The button for it goes, and leaves the focus to the other one.
    group.current.querySelector('button').focus();
  };

  return (
    <ButtonGroup ref={group} orientation="vertical" aria-label="Selection" sx={CARD}>
      <MapButton label="Select an area" aria-haspopup="menu" onClick={open}>
        <SelectIcon />
      </MapButton>
      {hasArea && (
        <MapButton label="Clear the selection" onClick={clear}>
          <CloseIcon />
        </MapButton>
      )}
      {/* It ends at once, since the user now draws on the map. */}
      <Menu
        anchorEl={anchor}
        open={Boolean(anchor)}
        onClose={() => setAnchor(null)}
        transitionDuration={0}
      >
        <MenuItem onClick={choose(() => onDraw('rectangle'))}>Rectangle</MenuItem>
        <MenuItem onClick={choose(() => onDraw('polygon'))}>Polygon</MenuItem>
        <MenuItem onClick={choose(() => dispatch(selectView()))}>What is in view</MenuItem>
      </Menu>
    </ButtonGroup>
  );
}
