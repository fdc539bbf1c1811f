/** The features of a type. One with several points, lines or polygons comes once. */
export function* featuresOf(shapes) {
  const ids = shapes.featureIds.value;
  const starts = (shapes.primitivePolygonIndices ?? shapes.pathIndices)?.value;
  const startOf = (part) => (starts ? starts[part] : part);
  let part = 0;
  let end = 0;
  for (let start = 0; start < ids.length; start = end) {
    while (end < ids.length && ids[end] === ids[start]) end += 1;
    const parts = [];
    for (; startOf(part) < end; part += 1) parts.push(startOf(part));
    yield { start, end, parts };
  }
}

export function rowOf({ featureIds, properties, numericProps }, { start }) {
  const numbers = Object.entries(numericProps).map(([column, { value }]) => [column, value[start]]);
  return { ...properties[featureIds.value[start]], ...Object.fromEntries(numbers) };
}
