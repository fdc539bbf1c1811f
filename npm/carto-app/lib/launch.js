'use strict';

// Stands between whoever typed a command and the program, and is not to be noticed: the program has the terminal, the
// words, the signals, and the last word on how it ends.

const { spawn } = require('node:child_process');
const { constants } = require('node:os');
const { findProgram, whyNotStarted } = require('./program.js');

/** The program's own exit code for what is nobody's answer: an internal error. */
const INTERNAL_ERROR = 1;

const REQUESTS_TO_END = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Runs carto-app with these words, and ends as it ends. */
function launch(words) {
  const found = findProgram();
  if (!found.path) {
    fail(found.problem, found.hint, words);
    return;
  }

  let program;
  const passOn = (signal) => {
    // Windows tells all processes of a console itself, and knows nothing else to send than the end.
    if (process.platform !== 'win32') program?.kill(signal);
  };
  // Before the program starts, so that no signal ends this process and leaves the program behind. Ctrl-C reaches the
  // program from the terminal, too; the second one changes nothing.
  for (const signal of REQUESTS_TO_END) process.on(signal, passOn);

  const cannotStart = (error) => {
    const { problem, hint } = whyNotStarted(error, found);
    fail(problem, hint, words);
  };
  try {
    program = spawn(found.path, words, { stdio: 'inherit' });
  } catch (error) {
    cannotStart(error);
    return;
  }
  program.on('error', cannotStart);
  program.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + constants.signals[signal];
    if (!signal) return;
    // A shell tells a death by a signal from an exit code, so this process dies of the same one.
    for (const heard of REQUESTS_TO_END) process.off(heard, passOn);
    process.kill(process.pid, signal);
  });
}

/** Says what is wrong as the program would: in words, or with `--json` as one document. */
function fail(message, hint, words) {
  process.exitCode = INTERNAL_ERROR;
  if (words.includes('--json')) {
    const error = { kind: 'internal', message, problems: [], conflicts: [], details: [], hint };
    console.log(JSON.stringify({ ok: false, error }));
  } else {
    console.error(`error: ${message}\n  try: ${hint}`);
  }
}

module.exports = { launch };
