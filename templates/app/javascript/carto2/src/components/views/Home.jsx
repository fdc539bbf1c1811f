import Typography from '@mui/material/Typography';
import { useSelector } from 'react-redux';
import MapLayer from 'components/common/MapLayer';
import ViewPanel from 'components/common/ViewPanel';
import CountWidget from 'components/widgets/CountWidget';

/** The datasets of this view: the title, the source, the layer and the color of each. */
const DATASETS = [];

export default function Home() {
  const isEmpty = useSelector((state) => Object.keys(state.carto.layers).length === 0);

  return (
    <ViewPanel title="Home">
      {isEmpty && <Typography>The map is empty.</Typography>}
      {isEmpty && import.meta.env.DEV && (
        <Typography>
          <code>carto-app add source</code> adds a source, and <code>carto-app add layer</code>{' '}
          shows it here. To do it yourself, add a source in <code>src/data/sources</code>, a layer
          in <code>src/components/layers</code>, and both to the list in{' '}
          <code>src/components/views/Home.jsx</code>. See “Add a source, a layer and a view” in the
          README.
        </Typography>
      )}
      {DATASETS.map((dataset) => (
        <Dataset key={dataset.source.id} {...dataset} />
      ))}
    </ViewPanel>
  );
}

function Dataset({ title, source, layer, color }) {
  return (
    <>
      <MapLayer source={source} layer={layer} color={color} />
      <CountWidget title={title} color={color} sourceId={source.id} />
    </>
  );
}
