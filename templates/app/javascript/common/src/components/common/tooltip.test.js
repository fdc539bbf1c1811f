import { expect, test } from 'vitest';
import { factsOf, tooltipOf } from './tooltip';

const LAYER = { id: 'roads' };
const WITH_TEXT = { ...LAYER, tooltip: ({ name }) => `${name}\nA road\n2 km` };
const properties = { name: 'Main Street', lanes: 2, note: null, the_geom: 'POINT' };

const textOf = (definition, row) => {
  const tooltip = tooltipOf(definition, { properties: row });
  return tooltip && tooltip.text;
};

test('a layer’s own text is the tooltip, and its lines are the facts', () => {
  expect(textOf(WITH_TEXT, properties)).toBe('Main Street\nA road\n2 km');
  expect(factsOf(WITH_TEXT, properties)).toEqual({
    title: 'Main Street',
    facts: [{ text: 'A road' }, { text: '2 km' }],
  });
});

test('otherwise, the first properties are the tooltip, and all are facts', () => {
  const many = Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`column${at}`, at]));
  expect(textOf(LAYER, properties)).toBe('name: Main Street\nlanes: 2');
  expect(textOf(LAYER, many)).toMatch(/^column0: 0\n.*column5: 5$/s);
  expect(factsOf(LAYER, many).facts).toHaveLength(9);
  expect(factsOf(LAYER, properties).facts[0]).toEqual({ name: 'name', text: 'Main Street' });
});

test('there is nothing to say where no feature is', () => {
  expect(tooltipOf(LAYER, undefined)).toBeNull();
  expect(tooltipOf(undefined, { properties })).toBeNull();
});
