import { layers } from 'components/layers';

export const definitionOf = (layer) => layers.find(({ id }) => id === layer?.id);

/** The page of a feature, if its layer has pages. */
export const pathOf = ({ layer, object }) =>
  object && definitionOf(layer)?.path?.(object.properties);
