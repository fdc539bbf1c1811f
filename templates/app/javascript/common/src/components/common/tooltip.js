const MAX_PROPERTIES = 6;

/** What deck.gl shows for a feature: the layer's own text, or its first few properties. */
export function tooltipOf(definition, feature) {
  if (!definition || !feature?.properties) return null;
  const text = definition.tooltip?.(feature.properties) ?? describe(feature.properties);
  return text && { text, style: STYLE };
}

function describe(properties) {
  return Object.entries(properties)
    .filter(([name, value]) => value !== null && !name.startsWith('the_geom'))
    .slice(0, MAX_PROPERTIES)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');
}

const STYLE = {
  backgroundColor: '#1b2733',
  borderRadius: '6px',
  color: '#fff',
  font: '13px/1.4 system-ui, sans-serif',
  maxWidth: '260px',
  padding: '8px 12px',
  whiteSpace: 'pre-line',
};
