import { readTable } from './formats.mjs';
import { distance } from './geometry.mjs';

/** Cities of all states; `stores` is the number of stores, which stands for the city's size. */
export const cities = readTable('cities.csv').map(({ city, state, zip, longitude, latitude, stores }) => ({
  city,
  state,
  zip,
  location: [Number(longitude), Number(latitude)],
  stores: Number(stores),
}));

/** Returns the biggest cities of the contiguous states that are at least `spacing` degrees of latitude apart. */
export function hubs(spacing) {
  const chosen = [];
  for (const city of cities.toSorted((a, b) => b.stores - a.stores)) {
    const isFar = chosen.every(({ location }) => distance(location, city.location) >= spacing);
    if (isFar && !['AK', 'HI'].includes(city.state)) chosen.push(city);
  }
  return chosen;
}
