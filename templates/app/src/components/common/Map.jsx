import { useState } from 'react';
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
import useLayers from 'hooks/useLayers';
import Attribution from './Attribution';
import Legend from './Legend';
import ZoomControl from './ZoomControl';
import { tooltipOf } from './tooltip';
import { hasWebGL } from './webgl';

const definitionOf = (layer) => definitions.find(({ id }) => id === layer?.id);

export default function Map() {
  const [isBroken, setBroken] = useState(() => !hasWebGL());
  if (isBroken) {
    return (
      <Alert severity="error" sx={{ m: 2 }}>
        The map can’t be drawn: WebGL is not available in this browser. Turn on hardware
        acceleration, or use another browser.
      </Alert>
    );
  }
  return <DeckMap onBroken={() => setBroken(true)} />;
}

function DeckMap({ onBroken }) {
  const dispatch = useDispatch();
  const navigate = useNavigate();
  const viewState = useSelector((state) => state.carto.viewState);
  const basemap = useSelector((state) => state.carto.basemap);
  const layers = useLayers();

  const visit = ({ layer, object }) => {
    const path = object && definitionOf(layer)?.path?.(object.properties);
    if (path) navigate(path);
  };
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
        onError={onBroken}
        onResize={({ width, height }) => dispatch(setViewState({ width, height }))}
        onViewStateChange={({ viewState: next }) => dispatch(setViewState({ ...next }))}
      >
        <Basemap
          attributionControl={false}
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
