import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { Link as RouterLink } from 'react-router';
import ViewPanel from 'components/common/ViewPanel';

export default function NotFound() {
  return (
    <ViewPanel title="Page not found">
      <Typography>This page does not exist.</Typography>
      <Link component={RouterLink} to="/">
        Go to the first page
      </Link>
    </ViewPanel>
  );
}
