import { expect, test } from 'vitest';
import { layers } from '.';

test('every layer has a unique id and can be created', () => {
  const ids = layers.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { id, create } of layers) {
    const layer = create({ id, type: 'query', data: '' }, { rgb: [1, 2, 3], data: null });
    expect(layer.id).toBe(id);
  }
});
