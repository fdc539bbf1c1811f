import type { Layer, PickingInfo } from '@deck.gl/core';
import type { Geometry } from 'geojson';
import { layers } from 'components/layers';
import type { AnyRow } from 'data/source';

/** What deck.gl found at a place on the map. */
export interface PickedFeature extends PickingInfo {
  object?: { properties: AnyRow; geometry?: Geometry };
}

export const definitionOf = (layer: Layer | null) => layers.find(({ id }) => id === layer?.id);

/** The page of a feature, if its layer has pages. */
export const pathOf = ({ layer, object }: PickedFeature) =>
  object && definitionOf(layer)?.path?.(object.properties);
