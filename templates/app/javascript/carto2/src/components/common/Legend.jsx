import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import useMediaQuery from '@mui/material/useMediaQuery';
import { useSelector } from 'react-redux';
import { layers } from 'components/layers';

/** The legends of the layers on the map. They start collapsed on a phone, where they would cover the map. */
export default function Legend() {
  const isWide = useMediaQuery((theme) => theme.breakpoints.up('md'));
  const onMap = useSelector((state) => state.carto.layers);
  const legends = layers.flatMap(({ id, legend }) =>
    legend && onMap[id] ? [{ id, ...legend }] : [],
  );

  return (
    <Box sx={{ bottom: 28, display: 'grid', gap: 1, left: 12, position: 'absolute' }}>
      {legends.map(({ id, title, items }) => (
        <Box key={id} component="details" open={isWide} sx={BOX}>
          <Typography variant="h2" component="summary" sx={{ cursor: 'pointer' }}>
            {title}
          </Typography>
          <Box component="ul" sx={{ listStyle: 'none', m: 0, mt: 0.5, p: 0 }}>
            {items.map(({ label, color }) => (
              <Box
                key={label}
                component="li"
                sx={{ alignItems: 'center', display: 'flex', gap: 1 }}
              >
                <Box sx={{ bgcolor: color, borderRadius: 0.5, height: 12, width: 12 }} />
                <Typography variant="caption">{label}</Typography>
              </Box>
            ))}
          </Box>
        </Box>
      ))}
    </Box>
  );
}

const BOX = { bgcolor: 'background.paper', borderRadius: 1, boxShadow: 1, px: 1.5, py: 1 };
