import { memo, useEffect } from 'react';
import type { Layer } from '@deck.gl/core';
import type { LayerDefinition } from 'components/layers/layerDefinition';
import useLayer from 'hooks/useLayer';

interface DeckLayerProps {
  definition: LayerDefinition;
  onChange: (id: string, layer: Layer | null) => void;
}

/**
 * Passes the deck.gl layer of a definition to `onChange`: whenever it changes, and null at the end. A
 * component of its own, as each layer has hooks; memoized, so that it does not follow every move of the map.
 */
export default memo(function DeckLayer({ definition, onChange }: DeckLayerProps) {
  const layer = useLayer(definition);

  useEffect(() => {
    onChange(definition.id, layer);
  });
  useEffect(() => () => onChange(definition.id, null), [definition.id, onChange]);

  return null;
});
