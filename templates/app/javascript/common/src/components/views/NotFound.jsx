import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { Link } from 'react-router';
import { SearchOffIcon } from 'components/common/icons';
import Message from 'components/common/Message';
import useHeading from 'components/common/useHeading';

const TITLE = 'Page not found';

export default function NotFound() {
  const heading = useHeading(TITLE);
  return (
    <Message
      component="main"
      icon={<SearchOffIcon />}
      title={
        <Typography ref={heading} variant="h1" tabIndex={-1}>
          {TITLE}
        </Typography>
      }
      action={
        <Button component={Link} to="/" variant="contained">
          Go to the first page
        </Button>
      }
    >
      This page does not exist.
    </Message>
  );
}
