import { useRef, useState } from 'react';
import type { MouseEvent } from 'react';
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

interface SelectButtonsProps {
  /** Gets the shape that the user wants to draw, or null for none. */
  onDraw: (shape: Shape | null) => void;
}

/** Starts the selection of an area, and ends it. */
export default function SelectButtons({ onDraw }: SelectButtonsProps) {
  const dispatch = useDispatch<AppDispatch>();
  const hasArea = useSelector((state: RootState) => selectArea(state) !== null);
  const group = useRef<HTMLDivElement>(null);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const choose = (act: () => void) => () => {
    setAnchor(null);
    act();
  };
  const open = ({ currentTarget }: MouseEvent<HTMLElement>) => {
    onDraw(null);
    setAnchor(currentTarget);
  };
  const clear = () => {
    dispatch(removeSpatialFilter());
    // The button for it goes, and leaves the focus to the other one.
    group.current!.querySelector('button')!.focus();
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
