import { memo, useEffect } from 'react';
import useLayer from 'hooks/useLayer';

/**
 * Passes the deck.gl layer of a definition to `onChange`: whenever it changes, and null at the end. A
 * component of its own, as each layer has hooks; memoized, so that it does not follow every move of the map.
 */
export default memo(function DeckLayer({ definition, onChange }) {
  const layer = useLayer(definition);

  useEffect(() => {
    onChange(definition.id, layer);
  });
  useEffect(() => () => onChange(definition.id, null), [definition.id, onChange]);

  return null;
});
