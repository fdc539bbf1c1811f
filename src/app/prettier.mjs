// Reads [{ path, text, merges }] and prints each text as formatted by the Prettier of the application in the working directory, or null:
// once with its settings, and once for merging, where the end of a line does not depend on what follows.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const prettier = createRequire(resolve('package.json'))('prettier');
const ignorePath = [resolve('.gitignore'), resolve('.prettierignore')];
const answers = [];
for (const { path, text, merges } of JSON.parse(readFileSync(0, 'utf8'))) {
  const filepath = resolve(path);
  let answer = null;
  try {
    const { ignored, inferredParser } = await prettier.getFileInfo(filepath, { ignorePath });
    if (!ignored && inferredParser) {
      const options = await prettier.resolveConfig(filepath, { editorconfig: true });
      const settings = { ...options, filepath, endOfLine: 'lf' };
      const own = await prettier.format(text, settings);
      answer = { own, mergeable: own };
      if (merges && (settings.semi === false || !['all', undefined].includes(settings.trailingComma))) {
        const mergeable = await prettier.format(text, { ...settings, semi: true, trailingComma: 'all' });
        const isSame = (await prettier.format(mergeable, settings)) === own;
        if (isSame) answer.mergeable = mergeable;
      }
    }
  } catch {
    // Text that Prettier can't parse stays as it is.
  }
  answers.push(answer);
}
process.stdout.write(JSON.stringify(answers));
