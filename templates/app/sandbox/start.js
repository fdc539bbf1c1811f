/** `npm run sandbox`; with `--preview`, the application as it is built instead of the one in the making. */
import { DataError } from './files/dataError.js';
import { StartError } from './startError.js';

try {
  checkNode();
  const isPreview = readArguments(process.argv.slice(2));
  // Not before: it needs all that was checked.
  const { run } = await import('./run.js');
  await run({ isPreview });
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 13)) return;
  throw new StartError(`The sandbox needs Node 22.13 or newer; this is ${process.versions.node}.`);
}

function readArguments(words) {
  const unknown = words.find((word) => word !== '--preview');
  if (unknown !== undefined) throw new StartError(`The sandbox knows --preview, not “${unknown}”.`);
  return words.length > 0;
}

function explain(error) {
  if (error instanceof StartError || error instanceof DataError) return error.message;
  if (error.code === 'ERR_MODULE_NOT_FOUND') {
    return `Install the packages of the application first. ${error.message}`;
  }
  return error.stack;
}
