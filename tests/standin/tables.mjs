/** The rows of all tables. Geometries are GeoJSON; everything follows from the position in a list, nothing is random. */

const STORE_TYPES = ['Supermarket', 'Discount Store', 'Hypermarket', 'Drugstore', 'Department Store', 'Kiosk'];
const STREETS = ['Main Street', 'Oak Avenue', 'Market Street', 'Second Street', 'Lake Road'];

/** State, its rough box (west, south, east, north), a city in it, and the number of stores there: 200 in all. */
const STATES = [
  ['California', 'CA', [-124.2, 32.6, -114.8, 42], 'Los Angeles', [-118.24, 34.05], 60],
  ['Washington', 'WA', [-124.6, 45.6, -117, 49], 'Seattle', [-122.2, 47.6], 12],
  ['Colorado', 'CO', [-109, 37, -102, 41], 'Denver', [-104.99, 39.74], 20],
  ['Texas', 'TX', [-104, 27.5, -94, 35], 'Dallas', [-96.8, 32.78], 45],
  ['Illinois', 'IL', [-91, 37.2, -87.5, 42.5], 'Springfield', [-89.65, 39.8], 25],
  ['Georgia', 'GA', [-85.5, 30.5, -81.2, 35], 'Atlanta', [-84.39, 33.75], 13],
  ['New York', 'NY', [-79.7, 41, -73.5, 45], 'Albany', [-74.2, 42.65], 20],
  ['Montana', 'MT', [-115, 45, -104, 49], 'Billings', [-108.5, 45.78], 5],
];

const retailStores = STATES.flatMap(([, state, , city, [longitude, latitude], count], nth) => {
  const before = STATES.slice(0, nth).reduce((sum, [, , , , , stores]) => sum + stores, 0);
  return Array.from({ length: count }, (_, index) => {
    const id = before + index + 1;
    return {
      cartodb_id: id,
      store_id: `S${1000 + id}`,
      zip: String(10000 + id * 7),
      storetype: STORE_TYPES[id % STORE_TYPES.length],
      revenue: 1_000_000 + ((id * 37_321) % 1_000_000),
      size_m2: 400 + ((id * 53) % 2600),
      state,
      address: `${id} ${STREETS[id % STREETS.length]}`,
      city,
      the_geom: around(longitude, latitude, index),
    };
  });
});

const states = STATES.map(([name, , box], index) => ({ cartodb_id: index + 1, name, the_geom: polygon(box) }));

/** What the join of states and stores gives: each state with the number of its stores and their revenue. */
export const revenueByState = STATES.map(([name, state, box], index) => {
  const stores = retailStores.filter((store) => store.state === state);
  const revenue = stores.reduce((sum, store) => sum + store.revenue, 0);
  return { cartodb_id: index + 1, name, stores: stores.length, revenue, the_geom: polygon(box) };
});

/** The rows of a table that may be read. A private dataset has as many rows as its name has letters. */
export function rowsOf(table) {
  if (table === 'retail_stores') return retailStores;
  if (table === 'ne_50m_admin_1_states') return states;
  return Array.from({ length: sizeOf(table) }, (_, index) => ({
    cartodb_id: index + 1,
    name: `${table} ${index + 1}`,
    the_geom: around(-98 + (sizeOf(table) % 7), 37 + (sizeOf(table) % 5), index * 4),
  }));
}

export const sizeOf = (table) => table.length;

export function polygon([west, south, east, north]) {
  const ring = [[west, south], [east, south], [east, north], [west, north], [west, south]];
  return { type: 'Polygon', coordinates: [ring] };
}

/** A point of a spiral around another, so that no two points of a list fall together. */
function around(longitude, latitude, index) {
  const radius = 0.25 * Math.sqrt(index);
  const angle = index * 2.4;
  return {
    type: 'Point',
    coordinates: [longitude + radius * Math.cos(angle), latitude + radius * Math.sin(angle)],
  };
}
