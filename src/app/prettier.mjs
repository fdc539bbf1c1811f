// Reads [{ path, text, merges }] and prints what the Prettier of the application in the working directory makes of each text, or null:
// as its settings have it, and so that lines can be merged, with an end to each that does not depend on what follows.
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
    // What it can't read stays as it is.
  }
  answers.push(answer);
}
process.stdout.write(JSON.stringify(answers));
