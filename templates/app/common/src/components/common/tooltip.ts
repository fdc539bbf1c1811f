import type { LayerDefinition } from 'components/layers/layerDefinition';
import type { AnyRow } from 'data/source';

/** What there is to say about a feature. Facts without a name stand for themselves. */
export interface FeatureFacts {
  title: string;
  facts: { name?: string; text: string }[];
}

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

/** What a popup shows for a feature: the lines of the layer's own text, or all properties. */
export function factsOf(definition: LayerDefinition, properties: AnyRow): FeatureFacts {
  const [title = '', ...lines] = definition.tooltip?.(properties).split('\n') ?? [];
  if (title) return { title, facts: lines.map((text) => ({ text })) };
  const facts = propertiesOf(properties).map(([name, value]) => ({ name, text: String(value) }));
  return { title: 'Feature', facts };
}

function describe(properties: AnyRow) {
  return propertiesOf(properties)
    .slice(0, MAX_PROPERTIES)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');
}

function propertiesOf(properties: AnyRow) {
  return Object.entries(properties).filter(
    ([name, value]) => value !== null && value !== undefined && !name.startsWith('the_geom'),
  );
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
