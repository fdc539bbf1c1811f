import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Typography from '@mui/material/Typography';
import useMediaQuery from '@mui/material/useMediaQuery';
import { updateLayer } from '@carto/react-redux';
import type { LayerState } from '@carto/react-redux';
import { useDispatch, useSelector } from 'react-redux';
import { layers } from 'components/layers';
import type { Legend as LegendOfLayer } from 'components/layers/layerDefinition';
import type { RootState } from 'store/store';
import { CARD, GAP, WIDE } from '../../theme';
import { EyeIcon, EyeOffIcon } from './icons';
import LegendItems from './LegendItems';

interface SectionProps {
  layer: LayerState;
  legend: LegendOfLayer;
}

/**
 * The layers on the map, the uppermost first, with what their colors mean. It starts collapsed on a
 * phone, where it would cover the map.
 */
export default function Legend() {
  const isWide = useMediaQuery(WIDE);
  const onMap = useSelector((state: RootState) => state.carto.layers);
  const sections = layers
    .flatMap(({ id, legend }) => (legend && onMap[id] ? [{ layer: onMap[id], legend }] : []))
    .reverse();

  if (sections.length === 0) return null;
  return (
    <Box component="details" open={isWide} sx={BOX}>
      <Typography variant="h2" component="summary" sx={SUMMARY}>
        Legend
      </Typography>
      <Box sx={SECTIONS}>
        {sections.map((section) => (
          <Section key={section.layer.id} {...section} />
        ))}
      </Box>
    </Box>
  );
}

function Section({ layer, legend }: SectionProps) {
  const dispatch = useDispatch();
  const { id, visible = true, opacity = 1, color } = layer;
  const update = (layerAttributes: Pick<LayerState, 'visible' | 'opacity'>) =>
    dispatch(updateLayer({ id, layerAttributes }));

  return (
    <Box role="group" aria-label={legend.title}>
      <Box sx={{ alignItems: 'center', display: 'flex', gap: 1 }}>
        <Typography variant="h2" component="p" sx={{ flex: 1, overflowWrap: 'anywhere' }}>
          {legend.title}
        </Typography>
        <Box
          component="input"
          type="range"
          aria-label={`Opacity of ${legend.title}`}
          title="Opacity"
          disabled={!visible}
          min={0.1}
          max={1}
          step={0.1}
          value={opacity}
          onChange={(event) => update({ opacity: Number(event.target.value) })}
          sx={SLIDER}
        />
        <IconButton
          size="small"
          aria-label={`Show ${legend.title}`}
          aria-pressed={visible}
          onClick={() => update({ visible: !visible })}
          sx={{ fontSize: '1.125rem', mr: -0.5 }}
        >
          {visible ? <EyeIcon /> : <EyeOffIcon />}
        </IconButton>
      </Box>
      {visible && <LegendItems legend={legend} color={color} />}
    </Box>
  );
}

const BOX = {
  ...CARD,
  bottom: { xs: 32, md: GAP },
  boxSizing: 'border-box',
  left: GAP,
  maxHeight: 'calc(100% - 120px)',
  maxWidth: `calc(100% - ${2 * GAP}px)`,
  overflowY: 'auto',
  pointerEvents: 'auto',
  position: 'absolute',
  '&[open]': { width: 232 },
};

const SUMMARY = { color: 'text.secondary', cursor: 'pointer', px: 1.5, py: 1 };

const SECTIONS = { display: 'grid', gap: 1.5, pb: 1.5, px: 1.5 };

const SLIDER = { accentColor: 'var(--mui-palette-text-secondary)', height: 16, m: 0, width: 56 };
