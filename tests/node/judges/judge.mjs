// Real parsers and formatters that judge the output of the encoders. Reads a JSON list of cases on stdin and writes a JSON
// list of verdicts. `text` is the output of an encoder. Parsers return what they read, formatters whether they would leave
// the file unchanged.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const style = { printWidth: 100, singleQuote: true };

async function isFormatted(source, parser) {
  const prettier = await import('prettier');
  const formatted = await prettier.format(source, { ...style, parser });
  return formatted === source || formatted;
}

let linter;
async function lint(source) {
  const { Linter } = await import('eslint');
  const { default: js } = await import('@eslint/js');
  linter ??= new Linter();
  const messages = linter.verify(source, [js.configs.recommended]);
  return messages.map(({ ruleId, message }) => `${ruleId}: ${message}`);
}

async function load(source) {
  return import(`data:text/javascript,${encodeURIComponent(source)}`);
}

async function parseHtml(html) {
  const { parse } = await import('parse5');
  return parse(html);
}

function* walk(node) {
  yield node;
  for (const child of node.childNodes ?? []) yield* walk(child);
}

function find(node, name) {
  for (const inner of walk(node)) if (inner.nodeName === name) return inner;
  return undefined;
}

/** Returns the text of an element that contains only text, or the names of unexpected elements inside. */
function textOf(element) {
  const unexpected = element.childNodes.filter((child) => child.nodeName !== '#text');
  if (unexpected.length > 0) return { unexpected: unexpected.map((child) => child.nodeName) };
  return element.childNodes.map((child) => child.value).join('');
}

const judges = {
  async js({ text }) {
    const source = `export const value = ${text};\n`;
    const inline = `<script>const value = ${text};</script><p></p>`;
    const page = await parseHtml(inline);
    return {
      value: (await load(source)).value,
      lint: await lint(source),
      inline: textOf(find(page, 'script')) === `const value = ${text};` && Boolean(find(page, 'p')),
    };
  },

  async literal({ text }) {
    return isFormatted(`export default ${text};\n`, 'babel');
  },

  async property({ text }) {
    return isFormatted(`export const a = {\n  ${text},\n};\n`, 'babel');
  },

  async nested({ text }) {
    return isFormatted(`export const a = {\n  b: {\n    c: {\n      ${text},\n    },\n  },\n};\n`, 'babel');
  },

  async comment({ text }) {
    const source = `// It says: ${text}\nexport const value = 1;\n`;
    const { value } = await load(source);
    return { value, lint: await lint(source), formatted: await isFormatted(source, 'babel') };
  },

  async json({ text }) {
    const value = JSON.parse(text);
    return {
      value,
      exact: JSON.stringify(value) === text,
      formatted: await isFormatted(`{\n  "a": ${text}\n}\n`, 'json'),
    };
  },

  async html({ text }) {
    const paragraph = find(await parseHtml(`<p title="${text}">${text}</p><hr />`), 'p');
    return { text: textOf(paragraph), attribute: paragraph.attrs[0].value, attributes: paragraph.attrs.length };
  },

  async title({ text }) {
    const source = `<!doctype html>\n<html lang="en">\n  <head>\n    ${text}\n  </head>\n  <body></body>\n</html>\n`;
    const title = textOf(find(await parseHtml(source), 'title'));
    // Collapses whitespace like document.title.
    return { text: title.replace(/[\t\n\f\r ]+/g, ' ').trim(), formatted: await isFormatted(source, 'html') };
  },

  async md({ text }) {
    const { micromark } = await import('micromark');
    const { gfm, gfmHtml } = await import('micromark-extension-gfm');
    const places = {
      h1: `# ${text}\n`,
      p: `${text}\n`,
      li: `- ${text}\n- b\n`,
      strong: `a **x${text}x** b\n`,
      a: `[${text}](https://example.com)\n`,
      td: `| a | b |\n| --- | --- |\n| ${text} | c |\n`,
    };
    const verdicts = {};
    for (const [element, source] of Object.entries(places)) {
      const html = micromark(source, { extensions: [gfm()], htmlExtensions: [gfmHtml()] });
      const found = find(await parseHtml(html), element);
      let read = found ? textOf(found) : { html };
      if (element === 'strong' && typeof read === 'string') read = read.slice(1, -1);
      // Prettier aligns tables by the width of their cells, which an encoder can't take into account. And if a backslash stands
      // between two asterisks or underscores inside strong text, Prettier adds another one.
      const isSkipped = element === 'td' || (element === 'strong' && text.includes('\\\\'));
      verdicts[element] = { read, formatted: isSkipped || (await isFormatted(source, 'markdown')) };
    }
    return verdicts;
  },

  async env({ text }) {
    const { loadEnv } = await import('vite');
    const directory = mkdtempSync(join(tmpdir(), 'judge-'));
    try {
      const lines = ['BEFORE=1', `VITE_VALUE=${text}`, "# The users'", '# "so"', '# `tick`', 'AFTER=2', ''];
      writeFileSync(join(directory, '.env.local'), lines.join('\n'));
      const { BEFORE, VITE_VALUE, AFTER } = loadEnv('production', directory, '');
      return { value: VITE_VALUE, around: `${BEFORE}${AFTER}` };
    } finally {
      rmSync(directory, { recursive: true });
    }
  },

  async package({ text }) {
    const { default: validate } = await import('validate-npm-package-name');
    return validate(text).validForNewPackages;
  },

  async identifier({ id, component }) {
    const source = `import ${id} from './x.js';\n\nexport function ${component}() {\n  return ${id};\n}\n`;
    return { lint: await lint(source), formatted: await isFormatted(source, 'babel') };
  },
};

const verdicts = [];
for (const given of JSON.parse(readFileSync(0, 'utf8'))) {
  try {
    verdicts.push(await judges[given.judge](given));
  } catch (error) {
    verdicts.push({ error: String(error) });
  }
}
process.stdout.write(JSON.stringify(verdicts));
