import { useCallback, useEffect, useRef, useState } from 'react';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import DeckGL from '@deck.gl/react';
import { Map as Basemap } from '@vis.gl/react-maplibre';
import 'maplibre-gl/dist/maplibre-gl.css';
import { setViewState } from '@carto/react-redux';
import { useDispatch, useSelector } from 'react-redux';
import { useNavigate } from 'react-router';
import { layers as definitions } from 'components/layers';
import { basemapStyle } from 'data/basemaps';
import { withoutKey } from 'data/cartoError';
import useBasemap from 'hooks/useBasemap';
import { mapFailed, setError } from 'store/appSlice';
import { reportError } from '../../reportError';
import { GAP } from '../../theme';
import Attribution from './Attribution';
import BasemapMenu from './BasemapMenu';
import DeckLayer from './DeckLayer';
import Legend from './Legend';
import Message from './Message';
import ZoomControl from './ZoomControl';
import { tooltipOf } from './tooltip';
import { hasWebGL } from './webgl';

const definitionOf = (layer) => definitions.find(({ id }) => id === layer?.id);
const pathOf = ({ layer, object }) => object && definitionOf(layer)?.path?.(object.properties);

const NO_WEBGL =
  'WebGL is not available in this browser. Turn on hardware acceleration, or use another browser.';

export default function Map({ coveredWidth = 0 }) {
  const dispatch = useDispatch();
  const [canDraw] = useState(hasWebGL);
  const problem = useSelector((state) => state.app.mapProblem);

  useEffect(() => {
    if (!canDraw) dispatch(mapFailed(NO_WEBGL));
  }, [dispatch, canDraw]);

  if (problem) return <BrokenMap problem={problem} />;
  return canDraw && <DeckMap coveredWidth={coveredWidth} />;
}

function BrokenMap({ problem }) {
  return (
    <Message
      role="alert"
      title={<Typography variant="h1">The map can’t be drawn</Typography>}
      action={
        <Button variant="contained" onClick={() => window.location.reload()}>
          Reload
        </Button>
      }
    >
      {problem}
    </Message>
  );
}

function DeckMap({ coveredWidth }) {
  const dispatch = useDispatch();
  const navigate = useNavigate();
  const viewState = useSelector((state) => state.carto.viewState);
  const basemap = useBasemap();
  const onMap = useSelector((state) => state.carto.layers);
  const [layers, setLayers] = useState({});
  const showLayer = useCallback(
    (id, layer) => setLayers((others) => ({ ...others, [id]: layer })),
    [],
  );
  const section = useRef(null);

  // deck.gl makes this element focusable but gives it no role or label.
  useEffect(() => {
    const target = section.current.querySelector('#deckgl-wrapper');
    target.setAttribute('role', 'application');
    target.setAttribute('aria-label', 'Map: move with the arrow keys, zoom with + and −');
  }, []);

  const [hasLink, setHasLink] = useState(false);
  const visit = (picked) => {
    const path = pathOf(picked);
    if (path) navigate(path);
  };
  const fail = ({ message }, layer) => {
    const reason = withoutKey(message);
    if (layer) {
      const problem = `${layer.id} can’t be drawn: ${reason}`;
      reportError(new Error(problem));
      dispatch(setError(problem));
    } else {
      dispatch(mapFailed(reason));
    }
  };

  return (
    <Box
      component="section"
      ref={section}
      aria-label="Map"
      sx={{ bgcolor: 'map.background', inset: 0, overflow: 'hidden', position: 'absolute' }}
      style={{ right: coveredWidth }}
    >
      <DeckGL
        viewState={{ ...viewState }} // a copy, as deck.gl modifies it and the store is frozen
        controller
        layers={definitions.map(({ id }) => layers[id])}
        getCursor={({ isDragging }) => (isDragging ? 'grabbing' : hasLink ? 'pointer' : 'grab')}
        getTooltip={({ layer, object }) => tooltipOf(definitionOf(layer), object)}
        onClick={visit}
        onHover={(picked) => setHasLink(Boolean(pathOf(picked)))}
        onError={fail}
        onResize={({ width, height }) => dispatch(setViewState({ width, height }))}
        onViewStateChange={({ viewState: next }) => dispatch(setViewState({ ...next }))}
      >
        <Basemap
          attributionControl={false}
          interactive={false} // deck.gl handles the input and takes the focus
          locale={{ 'Map.Title': 'Basemap' }}
          mapStyle={basemapStyle(basemap)}
          onError={warnAboutBasemap}
        />
      </DeckGL>
      {definitions.map(
        (definition) =>
          onMap[definition.id] && (
            <DeckLayer key={definition.id} definition={definition} onChange={showLayer} />
          ),
      )}
      <Box sx={OVERLAYS}>
        <Legend />
        <Box sx={CONTROLS}>
          <ZoomControl />
          <BasemapMenu />
        </Box>
        <Attribution />
      </Box>
    </Box>
  );
}

const OVERLAYS = {
  // The sheet of a phone begins above the lower edge of the map.
  bottom: { xs: 14, md: 0 },
  left: 0,
  pointerEvents: 'none',
  position: 'absolute',
  right: 0,
  top: 0,
  '& > *': { pointerEvents: 'auto' },
};

const CONTROLS = { display: 'grid', gap: 1, position: 'absolute', right: GAP, top: GAP };

function warnAboutBasemap({ error }) {
  console.warn(`The basemap is incomplete: ${error?.message}`);
}
