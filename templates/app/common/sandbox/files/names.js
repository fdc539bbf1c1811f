/**
 * What CARTO's importer makes of the names of files and columns. The rules, in this order:
 *
 * 1. HTML tags are removed, HTML entities become `_`, and capitals become lowercase.
 * 2. Letters with accents and Cyrillic ones become those of `LETTERS`, with CARTO’s own oddities.
 * 3. Everything but `a-z`, `0-9` and `_` becomes one `_`, or nothing at either end.
 * 4. A column without a name is `untitled_column`. A column that starts with a digit or is a reserved
 *    word gets `_` in front. A table that does not start with a letter gets `table_` in front, and one
 *    that is a reserved word or belongs to PostGIS gets `_t` at the end.
 * 5. Names are cut to 63 characters. A column with the name of an earlier one gets `_1`, `_2` and so on.
 *
 * The names of tables that PostgreSQL accepts stay as they are, because CARTO also has tables that were
 * created with SQL. `carto-app` has the same rules for its suggestions.
 */
const LETTERS = new Map(
  `a:àáâãäåāăа ae:æ b:б c:çćčĉċ ch:ч cz:ц d:ďđд e:èéêëēęěĕėеэ f:ƒф g:ĝğġģг h:ĥħ i:ìíîïīĩĭи j:įıĳĵй
  k:ķĸк l:łľĺļŀл m:м n:ñńňņŉŋн o:òóôõöøōőŏо oe:œ p:п q:ą r:ŕřŗр s:śšşŝșс sh:ш shh:щ t:ťţŧțт
  u:ùúûüūůűŭũųу v:в w:ŵ x:х y:ýÿŷы ya:я yo:ё yu:ю z:žżźз zh:ж :ъь`
    .split(/\s+/)
    .flatMap((group) => {
      const [plain, letters] = group.split(':');
      return Array.from(letters, (letter) => [letter, plain]);
    }),
);

const RESERVED = new Set(
  `action all analyse analyze and any array as asc asymmetric authorization between binary both case cast
  check cmax cmin collate collation column concurrently constraint controller create cross ctid
  current_catalog current_date current_role current_schema current_time current_timestamp current_user
  default deferrable desc distinct do else end except false fetch for foreign format freeze from full
  grant group having ilike in initially inner intersect into is isnull join lateral leading left like
  limit localtime localtimestamp natural new not notnull null off offset old on only or order outer
  overlaps placing primary references returning right select session_user similar some symmetric table
  tableoid tablesample then to trailing true union unique user using variadic verbose when where window
  with xmax xmin`.split(/\s+/),
);
const TAKEN_TABLES = new Set(['geography_columns', 'geometry_columns', 'spatial_ref_sys']);
const LEGAL = /^[a-z0-9_]{1,63}$/;
const MAX_LENGTH = 63;

/** The table for the name of a file, without its ending. */
export function tableName(text) {
  if (LEGAL.test(text) && !TAKEN_TABLES.has(text)) return text;
  const plain = plainName(text);
  const name = (/^[a-z]/.test(plain) ? plain : `table_${plain}`).slice(0, MAX_LENGTH);
  return TAKEN_TABLES.has(name) || RESERVED.has(name) ? `${name}_t` : name;
}

/** The column for a name in a header, or for a property. */
export function columnName(text) {
  const name = plainName(text) || 'untitled_column';
  const legal = /^[a-z_]/.test(name) && !RESERVED.has(name) ? name : `_${name}`;
  return legal.slice(0, MAX_LENGTH);
}

/** The columns for all names of a table, none twice. */
export function columnNames(texts) {
  const taken = new Set();
  return texts.map((text) => {
    const name = columnName(text);
    let free = name;
    for (let count = 1; taken.has(free); count += 1) {
      const suffix = `_${count}`;
      free = name.slice(0, MAX_LENGTH - suffix.length) + suffix;
    }
    taken.add(free);
    return free;
  });
}

function plainName(text) {
  const lower = text
    .normalize('NFC')
    .replace(/<[^>]+>/g, '')
    .toLowerCase();
  return Array.from(lower, (letter) => LETTERS.get(letter) ?? letter)
    .join('')
    .replace(/&[^;]+;/g, '-')
    .replace(/[^a-z0-9_]+/g, '-')
    .replace(/^-|-$/g, '')
    .replaceAll('-', '_');
}
