/** Reads a GeoJSON FeatureCollection as `{ columns, records, place }`. */
import { DataError } from './dataError.js';
import { faultOfGeometry } from './geometry.js';

export function readGeoJson(text, file) {
  const collection = parse(text, file);
  if (collection?.type !== 'FeatureCollection' || !Array.isArray(collection.features)) {
    throw new DataError(file, 'must be a GeoJSON FeatureCollection');
  }
  const place = ({ index }) => `${file}:${lineAt(text, offsetOfFeature(text, index))}`;
  const records = collection.features.map((feature, index) => {
    const { geometry = null, properties } = feature ?? {};
    const fault = feature?.type === 'Feature' ? faultOfGeometry(geometry) : 'not a Feature';
    if (fault) throw new DataError(place({ index }), `feature ${index + 1}: ${fault}`);
    const values = { ...properties, the_geom: geometry && JSON.stringify(geometry) };
    return { index, values };
  });
  return { columns: columnsOf(records, place), records, place };
}

/** All properties of all features, in order of appearance, and the geometry. */
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
    // The rest of the message is an excerpt or repeats the position.
    const message = error.message.replace(/, (\.\.\.)?".*| in JSON at .*| is not valid .*/s, '');
    throw new DataError(`${file}:${lineAt(text, offset)}:${column}`, `invalid JSON: ${message}`);
  }
}

const lineAt = (text, offset) => text.slice(0, offset).split('\n').length;

/** The position of the error: not every message of JSON.parse contains it, so this searches for it. */
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

/** Whether a text is just incomplete JSON. */
function isTooShort({ message }, length) {
  const position = /at position (\d+)/.exec(message)?.[1];
  return message.startsWith('Unexpected end') || Number(position) >= length;
}

/** Where a feature starts in the text, which JSON.parse does not report. */
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
