import FeaturePopup from './FeaturePopup';
import { definitionOf } from './picked';
import type { PickedFeature } from './picked';
import { factsOf } from './tooltip';

interface PinnedFeatureProps {
  picked: PickedFeature;
  onClose: () => void;
}

/** The popup of a feature: at a point, or else where it was clicked. */
export default function PinnedFeature({ picked, onClose }: PinnedFeatureProps) {
  const { layer, object, coordinate = [] } = picked;
  const definition = definitionOf(layer);
  if (!definition || !object) return null;
  const { geometry, properties } = object;
  const [longitude = 0, latitude = 0] =
    geometry?.type === 'Point' ? geometry.coordinates : coordinate;
  return (
    <FeaturePopup
      // Another feature gets the focus, too.
      key={`${longitude} ${latitude}`}
      {...factsOf(definition, properties)}
      longitude={longitude}
      latitude={latitude}
      onClose={onClose}
    />
  );
}
