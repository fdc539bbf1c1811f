import { useEffect } from 'react';
import Alert from '@mui/material/Alert';
import Typography from '@mui/material/Typography';
import {
  addLayer,
  addSource,
  removeLayer,
  removeSource,
  selectOAuthCredentials,
} from '@carto/react-redux';
import { useDispatch, useSelector } from 'react-redux';
import OAuthLogin from 'components/common/OAuthLogin';
import ViewPanel from 'components/common/ViewPanel';
import aLayer from 'components/layers/ALayer';
import CountWidget from 'components/widgets/CountWidget';
import aSource from 'data/sources/aSource';

/** A dataset of the logged-in user, read with that user's credentials. */
export default function PrivateData() {
  const { scopes } = useSelector((state) => state.oauth.oauthApp);
  return (
    <ViewPanel title="Private data">
      {scopes.some(coversDataset) ? (
        <OAuthLogin message="Log in to see a dataset from your CARTO account.">
          <PrivateDataset />
        </OAuthLogin>
      ) : (
        <NoDataset />
      )}
    </ViewPanel>
  );
}

/** Without a scope for the dataset, CARTO would deny every request. */
function coversDataset(scope) {
  const [, name] = /^datasets:rw?:(?:.+\.)?(.+)$/.exec(scope) ?? [];
  return name === '*' || aSource.data.match(/\w+/g).some((word) => word === name);
}

const DENIED_OR_UNKNOWN = [403, 404];

function PrivateDataset() {
  const dispatch = useDispatch();
  const credentials = useSelector(selectOAuthCredentials);
  const error = useSelector((state) => state.app.sourceErrors[aSource.id]);

  useEffect(() => {
    dispatch(addSource({ ...aSource, credentials }));
    dispatch(addLayer({ id: aLayer.id, source: aSource.id }));
    return () => {
      dispatch(removeLayer(aLayer.id));
      dispatch(removeSource(aSource.id));
    };
  }, [dispatch, credentials]);

  return (
    <>
      {import.meta.env.DEV && DENIED_OR_UNKNOWN.includes(error?.status) && (
        <HowToChooseDataset question="Is this the right dataset?" />
      )}
      <CountWidget title="Features in view" sourceId={aSource.id} />
    </>
  );
}

function NoDataset() {
  if (import.meta.env.DEV) return <HowToChooseDataset />;
  return <Typography>No dataset has been chosen for this page yet.</Typography>;
}

/** For the developer. */
function HowToChooseDataset({ question }) {
  return (
    <Alert severity="info">
      {question} To show one of your datasets here, put its name in{' '}
      <code>src/data/sources/aSource.js</code>, and add the scope <code>datasets:r:NAME</code> in{' '}
      <code>src/store/initialStateSlice.js</code>. Then log in again.
    </Alert>
  );
}
