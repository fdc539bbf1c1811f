import { readTable } from './formats.mjs';
import { distance } from './geometry.mjs';

/** Cities of all states; `stores` says how many stores are there, and so how big the city is. */
export const cities = readTable('cities.csv').map(({ city, state, zip, longitude, latitude, stores }) => ({
  city,
  state,
  zip,
  location: [Number(longitude), Number(latitude)],
  stores: Number(stores),
}));

/** The biggest cities of the contiguous states that lie at least so far from each other, in degrees of latitude. */
export function hubs(spacing) {
  const chosen = [];
  for (const city of cities.toSorted((a, b) => b.stores - a.stores)) {
    const isFar = chosen.every(({ location }) => distance(location, city.location) >= spacing);
    if (isFar && !['AK', 'HI'].includes(city.state)) chosen.push(city);
  }
  return chosen;
}
