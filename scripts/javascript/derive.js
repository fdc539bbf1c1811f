// Derives the JavaScript templates from the TypeScript ones. See scripts/derive-javascript.

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { transformSync } from 'esbuild';
import { format } from 'prettier';
import { eraseTypes } from './eraseTypes.js';
import { hideTags, isTag, showTags } from './tags.js';

const ROOT = join(import.meta.dirname, '../..');
/** The folders with templates; each has what is derived in a folder `javascript`. */
const FOLDERS = ['app', 'add'].map((name) => join(ROOT, 'templates', name));

const style = JSON.parse(readFileSync(join(FOLDERS[0], 'common/.prettierrc.json'), 'utf8'));
const readme = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8');
const isCheck = process.argv[2] === '--check';

const expected = new Map();
const derived = FOLDERS.map((folder) => join(folder, 'javascript'));
for (const [index, folder] of FOLDERS.entries()) {
  expected.set(join(derived[index], 'README.md'), readme);
  for (const path of filesBelow(folder)) {
    const name = /^(.*)\.ts(x?)(\.hbs)?$/.exec(path);
    if (!name || path.startsWith(derived[index]) || /\.d\.ts(\.hbs)?$/.test(path)) continue;
    // Written by hand in both languages.
    if (/^[\w-]+-typescript\//.test(relative(folder, path))) continue;
    const [, stem, x, tags = ''] = name;
    const text = await derive(readFileSync(path, 'utf8'), relative(ROOT, path));
    if (text) expected.set(join(derived[index], `${relative(folder, stem)}.js${x}${tags}`), text);
  }
}

const stale = derived.flatMap((folder) => [...filesBelow(folder)]).filter((path) => !expected.has(path));
const changed = [...expected].filter(([path, text]) => !existsSync(path) || readFileSync(path, 'utf8') !== text);
if (isCheck) {
  for (const path of [...stale, ...changed.map(([at]) => at)]) {
    console.error(`${relative(ROOT, path)} is not what scripts/derive-javascript makes; run it, and don't edit the file`);
    process.exitCode = 1;
  }
} else {
  for (const path of stale) rmSync(path);
  for (const [path, text] of changed) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  console.log(`${expected.size - FOLDERS.length} files, of which ${changed.length} have changed and ${stale.length} were removed`);
}

/** Returns the JavaScript for a module, or an empty text for one that only has types. */
async function derive(source, path) {
  const hasTags = path.endsWith('.hbs');
  const { text, tags } = hasTags ? hideTags(source) : { text: source, tags: [] };
  const fileName = path.replace(/\.hbs$/, '');
  const bare = withNames(eraseTypes(text, fileName, isTag));
  if (!/\S/.test(bare.replace(/\/\*[^]*?\*\/|\/\/.*/g, ''))) return '';
  const formatted = await format(bare, { ...style, parser: 'babel' });
  if (hasTags) return showTags(formatted, tags);
  // With all of its alternatives, a file with tags is no program.
  assertSame(withNames(text), bare, fileName);
  return formatted;
}

/** Names the JavaScript files where a text names the TypeScript files. */
function withNames(text) {
  return text.replace(/([\w*}])\.ts(x?)\b(?!\.\w)/g, '$1.js$2');
}

/** Fails unless two modules are the same program for esbuild. */
function assertSame(typescript, javascript, path) {
  const loader = path.endsWith('x') ? 'tsx' : 'ts';
  const options = { jsx: 'preserve', target: 'esnext', tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } } };
  const [from, to] = [
    transformSync(typescript, { ...options, loader }),
    transformSync(javascript, { ...options, loader: 'jsx' }),
  ].map(({ code }) => code);
  if (from !== to) throw new Error(`${path}: the derived JavaScript is another program`);
}

function* filesBelow(folder) {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else yield path;
  }
}
