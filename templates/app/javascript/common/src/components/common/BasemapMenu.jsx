import Box from '@mui/material/Box';
import { useDispatch } from 'react-redux';
import { DARK_MATTER, POSITRON, VOYAGER } from 'data/basemaps';
import useBasemap from 'hooks/useBasemap';
import { chooseBasemap } from 'store/appSlice';
import { CARD } from '../../theme';
import ChoiceMenu from './ChoiceMenu';
import { MapIcon } from './icons';

const BASEMAPS = [
  { value: POSITRON, label: 'Positron', icon: <Sample water="#d4dadc" land="#fafaf8" /> },
  { value: VOYAGER, label: 'Voyager', icon: <Sample water="#d5e8eb" land="#fbf3e4" /> },
  { value: DARK_MATTER, label: 'Dark Matter', icon: <Sample water="#2c353c" land="#0e0e0e" /> },
];

export default function BasemapMenu() {
  const dispatch = useDispatch();
  return (
    <Box sx={CARD}>
      <ChoiceMenu
        label="Basemap"
        icon={<MapIcon />}
        value={useBasemap()}
        choices={BASEMAPS}
        onChoose={(basemap) => dispatch(chooseBasemap(basemap))}
        sx={{ borderRadius: 1.25 }}
      />
    </Box>
  );
}

function Sample({ water, land }) {
  return (
    <Box
      sx={{
        background: `linear-gradient(115deg, ${land} 58%, ${water} 60%)`,
        border: 1,
        borderColor: 'divider',
        borderRadius: '50%',
        height: 22,
        width: 22,
      }}
    />
  );
}
