import { useEffect, useState } from 'react';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import DeckGL from '@deck.gl/react';
import { Map as Basemap } from '@vis.gl/react-maplibre';
import 'maplibre-gl/dist/maplibre-gl.css';
import { setViewState } from '@carto/react-redux';
import { useDispatch, useSelector } from 'react-redux';
import { useNavigate } from 'react-router-dom';
import { layers as definitions } from 'components/layers';
import { basemapStyle } from 'data/basemaps';
import { withoutKey } from 'data/cartoError';
import useLayers from 'hooks/useLayers';
import { mapBroke, setError } from 'store/appSlice';
import Attribution from './Attribution';
import Legend from './Legend';
import ZoomControl from './ZoomControl';
import { tooltipOf } from './tooltip';
import { hasWebGL } from './webgl';

const definitionOf = (layer) => definitions.find(({ id }) => id === layer?.id);

export default function Map() {
  const [canDraw] = useState(hasWebGL);
  const isBroken = useSelector((state) => state.app.isMapBroken);
  return canDraw && !isBroken ? <DeckMap /> : <BrokenMap />;
}

function BrokenMap() {
  const dispatch = useDispatch();

  useEffect(() => {
    dispatch(mapBroke());
  }, [dispatch]);

  return (
    <Alert severity="error" sx={{ m: 2 }}>
      The map can’t be drawn: WebGL is not available in this browser. Turn on hardware acceleration,
      or use another browser.
    </Alert>
  );
}

function DeckMap() {
  const dispatch = useDispatch();
  const navigate = useNavigate();
  const viewState = useSelector((state) => state.carto.viewState);
  const basemap = useSelector((state) => state.carto.basemap);
  const layers = useLayers();

  const visit = ({ layer, object }) => {
    const path = object && definitionOf(layer)?.path?.(object.properties);
    if (path) navigate(path);
  };
  const fail = ({ message }, layer) =>
    dispatch(layer ? setError(`${layer.id} can’t be drawn: ${withoutKey(message)}`) : mapBroke());
  const getCursor = ({ isDragging, isHovering }) =>
    isDragging ? 'grabbing' : isHovering ? 'pointer' : 'grab';

  return (
    <Box
      component="section"
      aria-label="Map"
      sx={{ bgcolor: '#e9edf0', inset: 0, overflow: 'hidden', position: 'absolute' }}
    >
      <DeckGL
        viewState={{ ...viewState }} // a copy: deck.gl writes into it, and the store is frozen
        controller
        layers={layers}
        getCursor={getCursor}
        getTooltip={({ layer, object }) => tooltipOf(definitionOf(layer), object)}
        onClick={visit}
        onError={fail}
        onResize={({ width, height }) => dispatch(setViewState({ width, height }))}
        onViewStateChange={({ viewState: next }) => dispatch(setViewState({ ...next }))}
      >
        <Basemap
          attributionControl={false}
          interactive={false} // deck.gl moves the map, and has the focus for it
          locale={{ 'Map.Title': 'Basemap' }}
          mapStyle={basemapStyle(basemap)}
          onError={warnAboutBasemap}
        />
      </DeckGL>
      <Legend />
      <ZoomControl />
      <Attribution />
    </Box>
  );
}

function warnAboutBasemap({ error }) {
  console.warn(`The basemap is not complete: ${error?.message}`);
}
