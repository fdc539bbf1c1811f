import { cities } from './cities.mjs';
import { distance, pointAt, round } from './geometry.mjs';
import { randomOf } from './random.mjs';

/** The share of each type, its usual size in square meters and its revenue per square meter. */
const TYPES = [
  { name: 'Supermarket', share: 36, size: 1100, revenue: 1350 },
  { name: 'Discount Store', share: 22, size: 900, revenue: 1350 },
  { name: 'Drugstore', share: 14, size: 700, revenue: 1950 },
  { name: 'Hypermarket', share: 11, size: 6500, revenue: 1700 },
  { name: 'Department Store', share: 8, size: 7000, revenue: 800 },
  { name: 'Convenience Store', share: 6, size: 220, revenue: 3000 },
  { name: 'Warehouse Club', share: 3, size: 9500, revenue: 1900 },
];
const STREETS =
  'Main Oak Maple Cedar Pine Elm Walnut Chestnut Hickory Willow Park Lake Hill River Spring Mill Church Market Center ' +
  'College High Railroad Bridge Canal Meadow Orchard Prairie Sunset Highland Valley Ridge Second Third Fourth Fifth Sixth';
const KINDS = [
  { name: 'Street', share: 8 },
  { name: 'Avenue', share: 6 },
  { name: 'Road', share: 4 },
  { name: 'Boulevard', share: 2 },
  { name: 'Drive', share: 2 },
];
const CLOSEST = 0.004; // about 400 m

export function makeStores(land) {
  const places = cities.flatMap((city) => placesIn(city, land).map((location) => ({ city, location })));
  const random = randomOf('stores');
  return places.map(({ city, location: [longitude, latitude] }, index) => {
    const type = random.pickByShare(TYPES);
    const size = Math.round(type.size * random.spread(0.45));
    const revenue = Math.round(size * type.revenue * random.spread(0.2) * (0.9 + Math.sqrt(city.stores) / 16));
    return {
      cartodb_id: index + 1,
      store_id: 1001 + index,
      zip: `${city.zip}${String(random.integer(1, 60)).padStart(2, '0')}`,
      storetype: type.name,
      revenue,
      size_m2: size,
      state: city.state,
      address: `${random.integer(100, 4999)} ${random.pick(STREETS.split(' '))} ${random.pickByShare(KINDS).name}`,
      city: city.city,
      longitude,
      latitude,
    };
  });
}

/** Returns a place for each of the city's stores: on land, in the city's state, and not too close to another. */
function placesIn({ city, state, location, stores }, land) {
  const random = randomOf(`${city}, ${state}`);
  const reach = 0.02 + 0.013 * Math.sqrt(stores);
  const places = [];
  while (places.length < stores) {
    const radius = reach * Math.sqrt(random.between(0, 1));
    const place = round(pointAt(location, random.between(0, 2 * Math.PI), radius), 5);
    const hasRoom = places.every((other) => distance(place, other) > CLOSEST);
    if (hasRoom && land.contains(place, state)) places.push(place);
  }
  return places;
}
