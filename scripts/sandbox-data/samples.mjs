import { cities, hubs } from './cities.mjs';
import { feature } from './formats.mjs';
import { contains, distance, pointAt, pointBeside, round } from './geometry.mjs';
import { honeycomb } from './honeycomb.mjs';
import { randomOf } from './random.mjs';

/** Difficult names, as in real tables; the samples have them in these rows. */
const ODD_NAMES = new Map([
  [5, 'The so-called "Old Mill", rear entrance'],
  [12, 'Cañon & Zürich – São João'],
  [20, "Driver's Rest <closed on Sundays>"],
  [29, '東京 / Łódź / Reykjavík'],
  [
    38,
    'Regional centre for the distribution, return and repair of large household appliances, garden machinery and ' +
      'bicycles, building 4, north gate',
  ],
]);

/** Sites in cities. */
export function makePoints(land) {
  const random = randomOf('points');
  const kinds = ['Depot', 'Office', 'Workshop', 'Showroom', 'Service Point'];
  return hubs(2).map((city, index) => {
    const category = random.pick(kinds);
    const properties = describe({
      index,
      name: `${city.city} ${category}`,
      category,
      value: random.integer(5, 950),
      opened: random.date(1998, 2025),
    });
    return feature(properties, 'Point', round(placeIn(city, land, random), 4));
  });
}

/** Routes between neighboring cities. */
export function makeLines(land) {
  const random = randomOf('lines');
  const routes = neighbors(hubs(2.8))
    .map(([from, to]) => ({ from, to, line: routeBetween(from, to, land, random) }))
    .filter(({ line }) => line);
  return routes.map(({ from, to, line }, index) => {
    const properties = describe({
      index,
      name: `${from.city} to ${to.city}`,
      category: random.pick(['Road Freight', 'Rail Freight', 'Express', 'Night Mail']),
      value: random.integer(20, 2400),
      opened: random.date(1985, 2025),
    });
    return feature(
      properties,
      'LineString',
      line.map((point) => round(point, 4)),
    );
  });
}

/** Adjacent service areas. */
export function makePolygons(land) {
  const random = randomOf('polygons');
  const areas = honeycomb().filter((ring) => ring.every((point) => land.contains(point)));
  return areas.map((ring, index) => {
    const properties = describe({
      index,
      name: biggestCityIn(ring) ?? `Area ${index + 1}`,
      category: random.pick(['Daily', 'Twice a Week', 'Weekly', 'On Demand']),
      value: Number(random.between(2, 98).toFixed(1)),
      opened: random.date(2005, 2025),
    });
    return feature(properties, 'Polygon', [ring]);
  });
}

/** Delivery zones around cities, kept on land. */
export function makeZones(land) {
  const random = randomOf('zones');
  return hubs(2.45).map((city, index) => {
    const properties = {
      cartodb_id: index + 1,
      name: `${city.city} Delivery Zone`,
      category: random.pick(['Same Day', 'Next Day', 'Weekly']),
      value: random.integer(120, 9800),
      opened: random.date(2012, 2025),
    };
    return feature(properties, 'Polygon', [zoneAround(city, land, random)]);
  });
}

/** Returns the properties of a row. As in real data, some are null and some names are difficult. */
function describe({ index, name, category, value, opened }) {
  return {
    cartodb_id: index + 1,
    name: ODD_NAMES.get(index + 1) ?? name,
    category: index % 23 === 17 ? null : category,
    value: index % 13 === 7 ? null : value,
    opened: index % 19 === 11 ? null : opened,
  };
}

function placeIn({ state, location }, land, random) {
  for (;;) {
    const place = pointAt(location, random.between(0, 2 * Math.PI), random.between(0, 0.06));
    if (land.contains(place, state)) return place;
  }
}

/** Returns the pairs without a third city nearer to both: the relative neighborhood graph. */
function neighbors(list) {
  const pairs = list.flatMap((from, index) => list.slice(index + 1).map((to) => [from, to]));
  return pairs.filter(([from, to]) => {
    const length = distance(from.location, to.location);
    return !list.some(
      ({ location }) => distance(location, from.location) < length && distance(location, to.location) < length,
    );
  });
}

/** Returns the first of 20 random lines that stays on land. */
function routeBetween(from, to, land, random) {
  const lines = Array.from({ length: 20 }, () => bend(from.location, to.location, 3, random));
  return lines.find((line) => line.every((point) => land.contains(point)));
}

/** Returns a line whose middle is moved aside, and recursively the middles of its halves. */
function bend(start, end, times, random) {
  if (times === 0) return [start, end];
  const middle = pointBeside(start, end, 0.5, random.between(-0.07, 0.07));
  return [...bend(start, middle, times - 1, random), ...bend(middle, end, times - 1, random).slice(1)];
}

function biggestCityIn(ring) {
  const inside = cities.filter(({ location }) => contains({ type: 'Polygon', coordinates: [ring] }, location));
  return inside.toSorted((a, b) => b.stores - a.stores)[0]?.city;
}

function zoneAround({ location }, land, random) {
  const size = random.between(0.35, 0.55);
  const corners = Array.from({ length: 14 }, (_, index) => {
    const angle = (2 * Math.PI * (index + random.between(-0.2, 0.2))) / 14;
    let radius = size * random.between(0.75, 1.1);
    while (!land.contains(pointAt(location, angle, radius))) radius *= 0.9;
    return round(pointAt(location, angle, radius), 4);
  });
  return [...corners, corners[0]];
}
