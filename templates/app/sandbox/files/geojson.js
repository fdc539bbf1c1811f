/** Reads a GeoJSON file with a FeatureCollection: `{ columns, records, place }`. */
import { DataError } from './dataError.js';
import { faultOfGeometry } from './geometry.js';

export function readGeoJson(text, file) {
  const collection = parse(text, file);
  if (collection?.type !== 'FeatureCollection' || !Array.isArray(collection.features)) {
    throw new DataError(file, 'it has to be a GeoJSON FeatureCollection');
  }
  const place = ({ index }) => `${file}:${lineAt(text, offsetOfFeature(text, index))}`;
  const records = collection.features.map((feature, index) => {
    const { geometry = null, properties } = feature ?? {};
    const fault = feature?.type === 'Feature' ? faultOfGeometry(geometry) : 'it is not a Feature';
    if (fault) throw new DataError(place({ index }), `feature ${index + 1}: ${fault}`);
    const values = { ...properties, the_geom: geometry && JSON.stringify(geometry) };
    return { index, values };
  });
  return { columns: columnsOf(records, place), records, place };
}

/** Every property that any feature has, in the order of appearance, and the geometry. */
function columnsOf(records, place) {
  const columns = new Map();
  for (const record of records) {
    for (const name of Object.keys(record.values)) {
      if (!columns.has(name)) columns.set(name, record);
    }
  }
  return [...columns].map(([name, record]) => ({ name, place: () => place(record) }));
}

function parse(text, file) {
  if (!text.trim()) throw new DataError(file, 'the file is empty; it needs a FeatureCollection');
  try {
    return JSON.parse(text);
  } catch (error) {
    const offset = offsetOfError(text, error);
    const column = offset - text.lastIndexOf('\n', offset - 1);
    // What follows is an excerpt, or the position once more.
    const message = error.message.replace(/, (\.\.\.)?".*| in JSON at .*| is not valid .*/s, '');
    throw new DataError(`${file}:${lineAt(text, offset)}:${column}`, `broken JSON: ${message}`);
  }
}

const lineAt = (text, offset) => text.slice(0, offset).split('\n').length;

/** Not every message of JSON.parse has the position, so it is where a beginning of the text first fails. */
function offsetOfError(text, error) {
  if (isTooShort(error, text.length)) return text.length;
  let [good, bad] = [0, text.length];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (failsAlready(text.slice(0, middle))) bad = middle;
    else good = middle;
  }
  return good;
}

function failsAlready(text) {
  try {
    JSON.parse(text);
    return false;
  } catch (error) {
    return !isTooShort(error, text.length);
  }
}

/** Whether a text is only not yet complete. */
function isTooShort({ message }, length) {
  const position = /at position (\d+)/.exec(message)?.[1];
  return message.startsWith('Unexpected end') || Number(position) >= length;
}

/** Where a feature begins in the text: JSON.parse doesn't tell. */
function offsetOfFeature(text, index) {
  let depth = 0;
  let inFeatures = false;
  let count = 0;
  for (const { 0: token, index: offset } of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]]/g)) {
    if (token === '{' || token === '[') {
      if (inFeatures && depth === 2 && count++ === index) return offset;
      depth += 1;
    } else if (token === '}' || token === ']') depth -= 1;
    else if (depth === 1) inFeatures = token === '"features"';
  }
  return 0;
}
