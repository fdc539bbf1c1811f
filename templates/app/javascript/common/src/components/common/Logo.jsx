import Box from '@mui/material/Box';
import { LOGO } from '../../theme';

export default function Logo({ sx }) {
  return <Box component="img" src={LOGO} alt="" sx={sx} />;
}
