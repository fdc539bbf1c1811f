import { useCallback, useState } from 'react';
import Box from '@mui/material/Box';
import ButtonGroup from '@mui/material/ButtonGroup';
import { useDispatch, useSelector } from 'react-redux';
import { fitToData, moveMap } from 'store/position';
import { selectPixels } from 'store/selection';
import type { AppDispatch, RootState } from 'store/store';
import { CARD, GAP } from '../../theme';
import BasemapMenu from './BasemapMenu';
import CopyLinkButton from './CopyLinkButton';
import DrawingSurface from './DrawingSurface';
import type { Pixel, Shape } from './DrawingSurface';
import FullScreenButton from './FullScreenButton';
import { FitIcon } from './icons';
import LocateButton from './LocateButton';
import MapButton from './MapButton';
import MapMarker from './MapMarker';
import MapStatus from './MapStatus';
import SelectButtons from './SelectButtons';
import ZoomControl from './ZoomControl';

const LOCATED_ZOOM = 13;

/** The buttons on the map, in a column. */
export default function MapControls() {
  const dispatch = useDispatch<AppDispatch>();
  const hasData = useSelector(
    (state: RootState) => Object.keys(state.carto.dataSources).length > 0,
  );
  const [here, setHere] = useState<{ longitude: number; latitude: number } | null>(null);
  const [shape, setShape] = useState<Shape | null>(null);
  const [status, setStatus] = useState('');
  const endStatus = useCallback(() => setStatus(''), []);

  const fit = async () => {
    try {
      const isFound = await dispatch(fitToData());
      setStatus(isFound ? '' : 'There are no data to show.');
    } catch {
      setStatus('CARTO could not tell where the data are.');
    }
  };
  const showHere = ({ longitude, latitude }: { longitude: number; latitude: number }) => {
    setHere({ longitude, latitude });
    dispatch(moveMap({ longitude, latitude, zoom: LOCATED_ZOOM }));
  };

  const select = (corners: Pixel[]) => {
    setShape(null);
    dispatch(selectPixels(corners));
  };

  return (
    <>
      {shape && <DrawingSurface shape={shape} onDraw={select} onCancel={() => setShape(null)} />}
      {here && <MapMarker {...here} label="You are here" />}
      <Box sx={COLUMN}>
        <ZoomControl />
        <ButtonGroup orientation="vertical" aria-label="Map" sx={CARD}>
          {hasData && (
            <MapButton label="Fit to data" onClick={fit}>
              <FitIcon />
            </MapButton>
          )}
          <LocateButton onLocate={showHere} onStatus={setStatus} />
          <FullScreenButton />
          <CopyLinkButton onStatus={setStatus} />
        </ButtonGroup>
        {hasData && <SelectButtons onDraw={setShape} />}
        <BasemapMenu />
      </Box>
      <MapStatus status={status} onEnd={endStatus} />
    </>
  );
}

// On a low map, further columns follow on the left.
const COLUMN = {
  alignContent: 'flex-start',
  display: 'flex',
  flexFlow: 'column wrap-reverse',
  gap: 1,
  maxHeight: 'calc(100% - 60px)',
  pointerEvents: 'none',
  position: 'absolute',
  right: GAP,
  top: GAP,
  '& > *': { pointerEvents: 'auto' },
};
