import type { Value } from './source';

/** Where the map is. */
export interface Position {
  latitude: number;
  longitude: number;
  zoom: number;
}

/** The values of a filter, or its ranges; null is an open end. Dates are text that can be sorted. */
export type FilterValue = Value | [from: number | string | null, to: number | string | null];

/** The values that are chosen in widgets, by `filterKey`. */
export type SavedFilters = Record<string, FilterValue[]>;

/** A widget may filter several columns. */
export const filterKey = (owner: string, column: string) => `${owner}.${column}`;

/** The corners of a selected area, each once. */
export type Area = [longitude: number, latitude: number][];

/** What the address of a view contains besides its path, so that it can be reloaded and shared. */
export interface ViewQuery {
  position: Position | null;
  basemap: string | null;
  filters: SavedFilters;
  area: Area | null;
}

const NAMES = ['lat', 'lng', 'zoom', 'basemap', 'filters', 'area'];
const LIMITS = { latitude: 85.06, longitude: 180, zoom: 24 };
/** Longer filters are not worth an address that mail programs cut off. */
const LONGEST_FILTERS = 4000;
export const MOST_CORNERS = 100;

/**
 * Reads the query of an address. Anyone may have written it: what is malformed or out of range is
 * ignored, and the filters are those of no widget until one with their ID asks for them.
 */
export function readQuery(search: string, basemaps: readonly string[]): ViewQuery {
  const params = new URLSearchParams(search);
  const text = (name: string) => params.get(name) ?? '';
  const basemap = text('basemap');
  return {
    position: readPosition(text('lat'), text('lng'), text('zoom')),
    basemap: basemaps.includes(basemap) ? basemap : null,
    filters: readFilters(text('filters')),
    area: readArea(text('area')),
  };
}

/** Replaces what `readQuery` reads, and keeps all other parameters. */
export function writeQuery(search: string, { position, basemap, filters, area }: ViewQuery) {
  const params = new URLSearchParams(search);
  for (const name of NAMES) params.delete(name);
  if (position) {
    const { latitude, longitude, zoom } = rounded(position);
    params.set('lat', String(latitude));
    params.set('lng', String(longitude));
    params.set('zoom', String(zoom));
  }
  if (basemap) params.set('basemap', basemap);
  const text = JSON.stringify(filters);
  if (Object.keys(filters).length > 0 && text.length <= LONGEST_FILTERS)
    params.set('filters', text);
  if (area) params.set('area', area.flat().map(toMeter).join(' '));
  return params.size > 0 ? `?${params}` : '';
}

/** Whether two positions are the same to the precision of an address. */
export function isSamePosition(one: Position, other: Position) {
  return JSON.stringify(rounded(one)) === JSON.stringify(rounded(other));
}

/** In degrees, to about a meter. */
const toMeter = (degrees: number) => Number(degrees.toFixed(5));

const rounded = ({ latitude, longitude, zoom }: Position): Position => ({
  latitude: toMeter(latitude),
  longitude: toMeter(longitude),
  zoom: Number(zoom.toFixed(2)),
});

function readPosition(lat: string, lng: string, zoomText: string): Position | null {
  const latitude = readNumber(lat, -LIMITS.latitude, LIMITS.latitude);
  const longitude = readNumber(lng, -LIMITS.longitude, LIMITS.longitude);
  const zoom = readNumber(zoomText, 0, LIMITS.zoom);
  if (latitude === null || longitude === null || zoom === null) return null;
  return { latitude, longitude, zoom };
}

function readNumber(text: string, least: number, most: number) {
  const number = /^-?\d{1,3}(\.\d{1,15})?$/.test(text) ? Number(text) : NaN;
  return number >= least && number <= most ? number : null;
}

function readFilters(text: string): SavedFilters {
  const filters = text.length <= LONGEST_FILTERS ? parseJson(text) : null;
  if (typeof filters !== 'object' || filters === null || Array.isArray(filters)) return {};
  return Object.fromEntries(
    Object.entries(filters).flatMap(([owner, values]: [string, unknown]) =>
      Array.isArray(values) && values.length > 0 && values.every(isFilterValue)
        ? [[owner, values]]
        : [],
    ),
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isFilterValue(value: unknown): value is FilterValue {
  if (Array.isArray(value))
    return value.length === 2 && ['number', 'string'].some(areEndsOf(value));
  return ['string', 'number', 'boolean'].includes(typeof value);
}

const areEndsOf = (range: unknown[]) => (type: string) =>
  range.every((end) => end === null || typeof end === type);

function readArea(text: string): Area | null {
  const texts = text.split(' ');
  const numbers = texts.map((each, index) =>
    index % 2 === 0
      ? readNumber(each, -2 * LIMITS.longitude, 2 * LIMITS.longitude)
      : readNumber(each, -LIMITS.latitude, LIMITS.latitude),
  );
  const isWhole = numbers.length % 2 === 0 && numbers.every((number) => number !== null);
  const corners = numbers.length / 2;
  if (!isWhole || corners < 3 || corners > MOST_CORNERS) return null;
  return Array.from({ length: corners }, (_, at) => [numbers[2 * at]!, numbers[2 * at + 1]!]);
}
