/**
 * Reads a CSV file (RFC 4180, with a header) as `{ columns, records, place }`, where a record has the
 * values of the columns: strings or null. The separator is a comma, a semicolon, a tab or a bar.
 */
const SEPARATORS = [',', ';', '\t', '|'];

export function readCsv(text, file, problems) {
  const lines = splitLines(text, separatorOf(text), file, problems);
  const [header, ...others] = lines;
  const place = ({ line }) => `${file}:${line}`;
  if (!header) {
    problems.add(file, 'the file is empty; it needs a header and a line for each row');
    return { columns: [], records: [], place };
  }
  const columns = header.fields.map((name) => name?.trim() ?? '');
  const records = others.map(({ line, fields }) => {
    if (fields.length !== columns.length) {
      const message = `expected ${columns.length} fields, as in the header, but found ${fields.length}`;
      problems.add(`${file}:${line}`, message);
    }
    return { line, values: fields };
  });
  return { columns, records, place };
}

/** The separator that occurs most often in the header. */
function separatorOf(text) {
  const header = text.slice(0, text.search(/[\r\n]|$/)).replace(/"[^"]*"/g, '');
  const counts = SEPARATORS.map((separator) => header.split(separator).length);
  return SEPARATORS[counts.indexOf(Math.max(...counts))];
}

/** The fields of each non-empty line, with the number of its first line. */
function splitLines(text, separator, file, problems) {
  // A field, quoted or not, and its end.
  const field = new RegExp(
    `(?:"([^"]*(?:""[^"]*)*)"|([^"${separator}\\r\\n]*))([${separator}]|\\r?\\n|\\r|$)`,
    'y',
  );
  const lines = [];
  let current = { line: 1, fields: [] };
  let line = 1;
  while (field.lastIndex < text.length || current.fields.length) {
    const match = field.exec(text);
    if (!match) {
      problems.add(`${file}:${line}`, 'unexpected or unclosed quote');
      break;
    }
    const [whole, quoted, plain, end] = match;
    current.fields.push((quoted?.replaceAll('""', '"') ?? plain) || null);
    if (quoted?.includes('\n') || quoted?.includes('\r') || end !== separator) {
      line += whole.split(/\r\n|\r|\n/).length - 1;
    }
    if (end === separator) continue;
    if (current.fields.length > 1 || current.fields[0] !== null) lines.push(current);
    current = { line, fields: [] };
  }
  return lines;
}
