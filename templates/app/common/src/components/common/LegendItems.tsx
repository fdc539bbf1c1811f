import Box from '@mui/material/Box';
import { alpha } from '@mui/material/styles';
import Typography from '@mui/material/Typography';
import { DEFAULT_COLOR } from 'components/layers/colors';
import type { Legend } from 'components/layers/layerDefinition';

interface LegendItemsProps {
  legend: Legend;
  /** The color of a layer that has only one. */
  color?: string;
}

/** What the colors of a layer mean. */
export default function LegendItems({ legend, color = DEFAULT_COLOR }: LegendItemsProps) {
  const { type = 'categories', items } = legend;
  if (!items) return <Single color={color} />;
  const [low, high, ...others] = items;
  if (type !== 'continuous' || !low || !high) return <List type={type} items={items} />;
  return (
    <>
      <Box
        sx={{ borderRadius: 0.5, height: 12, mt: 0.5 }}
        style={{ background: `linear-gradient(to right, ${low.color}, ${high.color})` }}
      />
      <Box sx={{ display: 'flex', justifyContent: 'space-between' }}>
        <Typography variant="caption">{low.label}</Typography>
        <Typography variant="caption">{high.label}</Typography>
      </Box>
      <List type="categories" items={others} />
    </>
  );
}

function List({ type, items }: Required<Pick<Legend, 'type' | 'items'>>) {
  return (
    <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
      {items.map(({ label, color }) => (
        <Box key={label} component="li" sx={ITEM}>
          <Box sx={type === 'bins' ? BIN : DOT} style={{ background: color }} />
          <Typography variant="caption">{label}</Typography>
        </Box>
      ))}
    </Box>
  );
}

/** As the layers of datasets are drawn: a fill that lets the basemap through, and its outline. */
function Single({ color }: { color: string }) {
  return (
    <Box
      sx={{ border: 1, borderRadius: 0.5, height: 12, width: 24 }}
      style={{ background: alpha(color, 160 / 255), borderColor: color }}
    />
  );
}

const ITEM = { alignItems: 'center', display: 'flex', gap: 1, lineHeight: 1, minHeight: 22 };

const DOT = { borderRadius: '50%', flex: 'none', height: 11, width: 11 };

/** Bins touch, as their limits do. */
const BIN = { alignSelf: 'stretch', flex: 'none', width: 18 };
