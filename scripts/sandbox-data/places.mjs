import { cities } from './cities.mjs';
import { distance, round } from './geometry.mjs';

/** Near the cities with many stores there are more names, as the map is opened there. */
const NEAR = 0.35;
const SPACING = { near: 0.09, far: 0.5 };
/** How many postal codes a store stands for, when cities and places are compared. */
const CODES_PER_STORE = 4;

/**
 * Returns the places of the USA for the labels of the map, the most important ones first: those with the most postal codes.
 * `zips` are the Census Bureau's locations of postal codes, and `postalNames` their names.
 */
export function makePlaces({ zips, postalNames, isOnLand }) {
  const codes = new Map(zips.map(({ zipCode, longitude, latitude }) => [zipCode, [longitude, latitude]]));
  const found = new Map();
  for (const { zipcode, city, state_abbr: state } of postalNames) {
    const location = codes.get(zipcode);
    if (!location) continue;
    const key = `${city}, ${state}`;
    found.set(key, [...(found.get(key) ?? []), location]);
  }

  const own = cities.map(({ city, state, location, stores }) => ({
    name: city,
    state,
    location,
    weight: stores * CODES_PER_STORE + 1,
  }));
  const known = new Set(own.map(({ name, state }) => `${name}, ${state}`));
  const others = [...found]
    .filter(([key]) => !known.has(key) && !/\d|\b(Afb|Fpo|Apo)\b/.test(key))
    .map(([key, locations]) => {
      const [name, state] = key.split(', ');
      return { name, state, location: middleOf(locations), weight: Math.min(locations.length, 12) };
    });
  const centers = cities.filter(({ stores }) => stores > 3).map(({ location }) => location);

  const chosen = [];
  for (const place of [...own, ...others].toSorted((a, b) => b.weight - a.weight)) {
    const isNear = centers.some((center) => distance(center, place.location) < NEAR);
    const spacing = isNear ? SPACING.near : SPACING.far;
    const hasRoom = chosen.every(({ location }) => distance(location, place.location) >= spacing);
    if (hasRoom && isOnLand(place.location)) chosen.push(place);
  }
  return chosen.map(({ name, state, location }) => {
    const [longitude, latitude] = round(location, 3);
    return { name, state, longitude, latitude };
  });
}

const middleOf = (locations) =>
  [0, 1].map((axis) => locations.reduce((sum, each) => sum + each[axis], 0) / locations.length);
