import Box from '@mui/material/Box';
import type { BoxProps } from '@mui/material/Box';
import { LOGO } from '../../theme';

export default function Logo({ sx }: Pick<BoxProps, 'sx'>) {
  return <Box component="img" src={LOGO} alt="" sx={sx} />;
}
