import assert from 'node:assert/strict';
import { area, segments, touch } from './geometry.mjs';

/** The upper limits of the KPI map's colors, as in src/components/layers/KpiLayer.js. */
const LIMITS = [10e6, 50e6, 100e6, 500e6, Infinity];

export function checkStores(stores, land) {
  for (const store of stores) {
    const { cartodb_id: id, state, zip, longitude, latitude, ...others } = store;
    assert(land.contains([longitude, latitude], state), `store ${id} is not in ${state}`);
    assert.match(zip, /^\d{5}$/, `store ${id}`);
    for (const value of Object.values(others)) assert.doesNotMatch(String(value), /[",\n]|NaN|undefined|^$/);
  }
}

/** Fails unless every color of the KPI map is used and every state has a store. */
export function checkRevenue(stores) {
  const revenues = new Map();
  for (const { state, revenue } of stores) revenues.set(state, (revenues.get(state) ?? 0) + revenue);
  const bins = [...revenues.values()].map((revenue) => LIMITS.findIndex((limit) => revenue < limit));
  assert.equal(revenues.size, 51);
  assert.deepEqual([...new Set(bins)].sort(), [0, 1, 2, 3, 4]);
}

export function checkCollection(file, features) {
  for (const { properties, geometry } of features) {
    const where = `${file}, ${properties.name}`;
    const { type, coordinates } = geometry;
    const polygons = { Polygon: [coordinates], MultiPolygon: coordinates }[type] ?? [];
    for (const rings of polygons) rings.forEach((ring, index) => checkRing(ring, index === 0, where));
    const numbers = coordinates.flat(Infinity);
    assert(numbers.every(Number.isFinite), `${where}: not a number`);
  }
}

/** Fails unless a ring is closed, wound as RFC 7946 requires, and doesn't cross itself. */
function checkRing(ring, isOuter, where) {
  const sides = segments(ring);
  assert(ring.length > 3 && String(ring[0]) === String(ring.at(-1)), `${where}: an open ring`);
  assert.equal(area(ring) > 0, isOuter, `${where}: wound the wrong way`);
  sides.forEach((side, index) => {
    const others = sides.slice(index + 2, index === 0 ? -1 : undefined);
    assert(!others.some((other) => touch(side, other)), `${where}: crosses itself near ${side[0]}`);
  });
}
