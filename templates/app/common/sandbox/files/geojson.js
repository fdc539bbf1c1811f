/**
 * Reads a GeoJSON FeatureCollection as `{ columns, records, place }`, where a record has the values of
 * the columns, the last of which is the geometry.
 */
import { faultOfGeometry } from './geometry.js';

export function readGeoJson(text, file, problems) {
  const collection = parse(text, file, problems);
  const place = ({ index }) =>
    `${file}:${lineAt(text, offsetOfFeature(text, index))}: feature ${index + 1}`;
  if (collection === undefined) return { columns: [], records: [], place };
  if (collection?.type !== 'FeatureCollection' || !Array.isArray(collection.features)) {
    problems.add(file, 'must be a GeoJSON FeatureCollection');
    return { columns: [], records: [], place };
  }
  const names = new Set();
  collection.features.forEach((feature, index) => {
    const fault =
      feature?.type === 'Feature' ? faultOfGeometry(feature.geometry ?? null) : 'not a Feature';
    if (fault) problems.add(() => place({ index }), fault);
    for (const name of Object.keys(feature?.properties ?? {})) names.add(name);
  });
  names.delete(GEOMETRY);
  const columns = [...names, GEOMETRY];
  const records = collection.features.map((feature, index) => {
    const { geometry, properties } = feature ?? {};
    const shape = geometry ? JSON.stringify(geometry) : null;
    return { index, values: [...[...names].map((name) => properties?.[name]), shape] };
  });
  return { columns, records, place };
}

const GEOMETRY = 'the_geom';

function parse(text, file, problems) {
  if (!text.trim()) {
    problems.add(file, 'the file is empty; it needs a FeatureCollection');
    return undefined;
  }
  try {
    return parseExactly(text);
  } catch (error) {
    const offset = offsetOfError(text, error);
    const column = offset - text.lastIndexOf('\n', offset - 1);
    // The rest of the message is an excerpt or repeats the position.
    const message = error.message.replace(/, (\.\.\.)?".*| in JSON at .*| is not valid .*/s, '');
    problems.add(`${file}:${lineAt(text, offset)}:${column}`, `invalid JSON: ${message}`);
    return undefined;
  }
}

/** Reads whole numbers that a number in JavaScript would round as a BigInt. */
function parseExactly(text) {
  if (!/(?<![\d.])\d{16,}(?![\d.])/.test(text)) return JSON.parse(text);
  return JSON.parse(text, (key, value, { source }) =>
    typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(source)
      ? BigInt(source)
      : value,
  );
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
  for (const { 0: mark, index: offset } of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]]/g)) {
    if (mark === '{' || mark === '[') {
      if (inFeatures && depth === 2 && count++ === index) return offset;
      depth += 1;
    } else if (mark === '}' || mark === ']') depth -= 1;
    else if (depth === 1) inFeatures = mark === '"features"';
  }
  return 0;
}
