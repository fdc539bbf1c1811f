import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useSelector } from 'react-redux';
import { layers } from 'components/layers';

/** The legends of the layers on the map that have one. */
export default function Legend() {
  const onMap = useSelector((state) => state.carto.layers);
  const legends = layers.filter(({ id, legend }) => legend && onMap[id]);

  return legends.map(({ id, legend }) => (
    <Box key={id} component="section" aria-label={`Legend: ${legend.title}`} sx={BOX}>
      <Typography variant="h2" component="h2" sx={{ mb: 0.5 }}>
        {legend.title}
      </Typography>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {legend.items.map(({ label, color }) => (
          <Box key={label} component="li" sx={{ alignItems: 'center', display: 'flex', gap: 1 }}>
            <Box sx={{ bgcolor: color, borderRadius: 0.5, height: 12, width: 12 }} />
            <Typography variant="caption">{label}</Typography>
          </Box>
        ))}
      </Box>
    </Box>
  ));
}

const BOX = {
  bgcolor: 'background.paper',
  borderRadius: 1,
  bottom: 12,
  boxShadow: 1,
  left: 12,
  position: 'absolute',
  px: 1.5,
  py: 1,
};
