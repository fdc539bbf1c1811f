import type { LayerDefinition } from 'components/layers/layerDefinition';
import type { AnyRow } from 'data/source';

const MAX_PROPERTIES = 6;

/** What deck.gl shows for a feature: the layer's own text, or its first few properties. */
export function tooltipOf(
  definition: LayerDefinition | undefined,
  feature: { properties?: AnyRow } | undefined,
) {
  if (!definition || !feature?.properties) return null;
  const text = definition.tooltip?.(feature.properties) ?? describe(feature.properties);
  return text && { text, style: STYLE };
}

function describe(properties: AnyRow) {
  return Object.entries(properties)
    .filter(([name, value]) => value !== null && !name.startsWith('the_geom'))
    .slice(0, MAX_PROPERTIES)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');
}

const STYLE = {
  backgroundColor: 'var(--mui-palette-background-paper)',
  border: '1px solid var(--mui-palette-divider)',
  borderRadius: '8px',
  boxShadow: '0 4px 16px rgb(0 0 0 / 14%)',
  color: 'var(--mui-palette-text-primary)',
  font: 'var(--mui-font-body2)',
  maxWidth: '260px',
  padding: '8px 12px',
  whiteSpace: 'pre-line',
};
