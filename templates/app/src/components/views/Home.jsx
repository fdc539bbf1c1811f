import { useEffect } from 'react';
import { addLayer, addSource, removeLayer, removeSource } from '@carto/react-redux';
import Typography from '@mui/material/Typography';
import { useDispatch } from 'react-redux';
import ViewPanel from 'components/common/ViewPanel';
import CountWidget from 'components/widgets/CountWidget';

/** What this view shows: for each dataset its title, source, layer and colour. */
const DATASETS = [];

export default function Home() {
  return (
    <ViewPanel title="Home">
      {DATASETS.length === 0 && (
        <Typography>
          The map is empty. Add a source in <code>src/data/sources</code>, a layer in{' '}
          <code>src/components/layers</code>, and both to the list in{' '}
          <code>src/components/views/Home.jsx</code>. The README shows how, in “Add a source, a
          layer and a view”.
        </Typography>
      )}
      {DATASETS.map((dataset) => (
        <Dataset key={dataset.source.id} {...dataset} />
      ))}
    </ViewPanel>
  );
}

function Dataset({ title, source, layer, color }) {
  const dispatch = useDispatch();

  useEffect(() => {
    dispatch(addSource(source));
    dispatch(addLayer({ id: layer.id, source: source.id, layerAttributes: { color } }));
    return () => {
      dispatch(removeLayer(layer.id));
      dispatch(removeSource(source.id));
    };
  }, [dispatch, source, layer, color]);

  return <CountWidget title={title} color={color} sourceId={source.id} />;
}
