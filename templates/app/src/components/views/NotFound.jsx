import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { Link as RouterLink } from 'react-router-dom';
import ViewPanel from 'components/common/ViewPanel';

export default function NotFound() {
  return (
    <ViewPanel title="Page not found">
      <Typography>There is nothing at this address.</Typography>
      <Link component={RouterLink} to="/">
        To the first page
      </Link>
    </ViewPanel>
  );
}
