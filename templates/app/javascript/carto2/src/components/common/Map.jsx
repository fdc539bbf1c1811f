import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { MapView } from '@deck.gl/core';
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
import { basemapRequest, basemapStyle } from 'data/basemaps';
import { withoutKey } from 'data/cartoError';
import useBasemap from 'hooks/useBasemap';
import useFirstFit from 'hooks/useFirstFit';
import useSelectionLayers from 'hooks/useSelectionLayers';
import { mapFailed, retryTiles, setError } from 'store/appSlice';
import { reportError } from '../../reportError';
import Attribution from './Attribution';
import DeckLayer from './DeckLayer';
import Legend from './Legend';
import MapControls from './MapControls';
import Message from './Message';
import ScaleBar from './ScaleBar';
import { definitionOf, pathOf } from './picked';
import PinnedFeature from './PinnedFeature';
import { tooltipOf } from './tooltip';
import { hasWebGL } from './webgl';

/** Shows the middle of the map while the keyboard moves it. */
const AIM = {
  '#deckgl-wrapper:focus-visible::after': {
    border: '2px solid #1b2733',
    borderRadius: '50%',
    boxShadow: '0 0 0 1px #fff',
    content: '""',
    height: 10,
    left: 'calc((100% - var(--covered)) / 2 - 7px)',
    pointerEvents: 'none',
    position: 'absolute',
    top: 'calc(50% - 7px)',
    width: 10,
  },
};
/** The element of deck.gl that has the focus. */
const WRAPPER = 'deckgl-wrapper';
const MAP_LABEL =
  'Map: move with the arrow keys, zoom with + and −, open what is in the middle with Enter';
/** How far from the middle, in pixels. */
const REACH = 24;

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
  const view = useMemo(
    () => new MapView({ id: 'map', padding: { right: coveredWidth } }),
    [coveredWidth],
  );
  const [{ width, height }, setSize] = useState({ width: 0, height: 0 });

  // The store's map is what can be seen of this one, with the same center.
  useEffect(() => {
    if (width) dispatch(setViewState({ width: Math.max(1, width - coveredWidth), height }));
  }, [dispatch, width, height, coveredWidth]);
  useEffect(() => {
    const retry = () => dispatch(retryTiles());
    window.addEventListener('online', retry);
    return () => window.removeEventListener('online', retry);
  }, [dispatch]);
  const selectionLayers = useSelectionLayers();
  useFirstFit();

  // deck.gl makes this element focusable but gives it no role or label.
  useEffect(() => {
    const target = section.current.querySelector(`#${WRAPPER}`);
    target.setAttribute('role', 'application');
    target.setAttribute('aria-label', MAP_LABEL);
  }, []);

  const deck = useRef(null);
  const [isOverFeature, setOverFeature] = useState(false);
  const [pinned, setPinned] = useState(null);
  if (pinned && !onMap[pinned.layer.id]) setPinned(null);
  const open = (picked) => {
    const path = pathOf(picked);
    if (path) navigate(path);
    setPinned(!path && isFeature(picked) ? picked : null);
  };
  const openWithKey = ({ key, target }) => {
    if (key !== 'Enter' || target.id !== WRAPPER) return;
    const { width = 0, height = 0 } = viewState;
    const middle = { x: width / 2, y: height / 2, radius: REACH };
    const picked = deck.current.pickObject(middle);
    if (picked) open(picked);
  };
  // Without the size, which is that of the whole map here.
  const move = ({ viewState: next }) => {
    const { longitude, latitude, zoom, pitch, bearing } = next;
    dispatch(setViewState({ longitude, latitude, zoom, pitch, bearing }));
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
      onKeyDown={openWithKey}
      sx={MAP}
      style={{ '--covered': `${coveredWidth}px` }}
    >
      <DeckGL
        ref={deck}
        viewState={{ ...viewState }} // a copy, as deck.gl modifies it and the store is frozen
        views={view}
        controller
        layers={[...definitions.map(({ id }) => layers[id]), ...selectionLayers]}
        getCursor={({ isDragging }) =>
          isDragging ? 'grabbing' : isOverFeature ? 'pointer' : 'grab'
        }
        getTooltip={({ layer, object }) => tooltipOf(definitionOf(layer), object)}
        onClick={open}
        onHover={(picked) => setOverFeature(isFeature(picked))}
        onError={fail}
        onResize={setSize}
        onViewStateChange={move}
      >
        <Basemap
          attributionControl={false}
          interactive={false} // deck.gl handles the input and takes the focus
          locale={{ 'Map.Title': 'Basemap' }}
          mapStyle={basemapStyle(basemap)}
          transformRequest={basemapRequest}
          onError={warnAboutBasemap}
        />
      </DeckGL>
      {definitions.map(
        (definition) =>
          onMap[definition.id] && (
            <DeckLayer key={definition.id} definition={definition} onChange={showLayer} />
          ),
      )}
      <Box sx={OVERLAYS} style={{ right: coveredWidth }}>
        {pinned && <PinnedFeature picked={pinned} onClose={() => setPinned(null)} />}
        <Legend />
        <MapControls />
        <ScaleBar />
        <Attribution />
      </Box>
    </Box>
  );
}

const isFeature = ({ layer, object }) => Boolean(object && definitionOf(layer));

const MAP = {
  bgcolor: 'map.background',
  inset: 0,
  overflow: 'hidden',
  position: 'absolute',
  ...AIM,
};

/** Where the panel does not cover the map. */
const OVERLAYS = {
  // The sheet of a phone begins above the lower edge of the map.
  bottom: { xs: 14, md: 0 },
  left: 0,
  pointerEvents: 'none',
  position: 'absolute',
  top: 0,
};

function warnAboutBasemap({ error }) {
  console.warn(`The basemap is incomplete: ${error?.message}`);
}
