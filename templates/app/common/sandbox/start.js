/** Runs the sandbox: `npm run sandbox`. With `--preview`, it builds the application and serves the build. */
import { DataError } from './files/dataError.js';
import { StartError } from './startError.js';

try {
  checkNode();
  const isPreview = readArguments(process.argv.slice(2));
  // Imported late, because it needs what was checked above.
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

function readArguments(args) {
  const unknown = args.find((arg) => arg !== '--preview');
  if (unknown !== undefined)
    throw new StartError(`Unknown argument “${unknown}”; only --preview is supported.`);
  return args.length > 0;
}

function explain(error) {
  if (error instanceof StartError || error instanceof DataError) return error.message;
  if (error.code === 'ERR_MODULE_NOT_FOUND') {
    return `Install the packages of the application first. ${error.message}`;
  }
  return error.stack;
}
