'use strict';

// Starts the program so that the launcher goes unnoticed: the program gets the terminal, the arguments and the signals,
// and the launcher ends the way the program ended.

const { spawn } = require('node:child_process');
const { constants } = require('node:os');
const { findProgram, whyNotStarted } = require('./program.js');

/** The program's own exit code for an internal error. */
const INTERNAL_ERROR = 1;

const FORWARDED_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Runs carto-app with these arguments, and ends the way it ends. */
function launch(args) {
  const found = findProgram();
  if (!found.path) {
    fail(found.problem, found.hint, args);
    return;
  }

  let program;
  const forward = (signal) => {
    // Windows notifies all processes of a console by itself, and `kill` there can only terminate.
    if (process.platform !== 'win32') program?.kill(signal);
  };
  // Registered before the program starts, so that no signal ends this process and leaves the program running. The
  // terminal sends Ctrl-C to the program, too; receiving it twice makes no difference.
  for (const signal of FORWARDED_SIGNALS) process.on(signal, forward);

  const cannotStart = (error) => {
    const { problem, hint } = whyNotStarted(error, found);
    fail(problem, hint, args);
  };
  try {
    program = spawn(found.path, args, { stdio: 'inherit' });
  } catch (error) {
    cannotStart(error);
    return;
  }
  program.on('error', cannotStart);
  program.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + constants.signals[signal];
    if (!signal) return;
    // A shell distinguishes death by a signal from an exit code, so this process dies of the same signal.
    for (const forwarded of FORWARDED_SIGNALS) process.off(forwarded, forward);
    process.kill(process.pid, signal);
  });
}

/** Reports an error the way the program does: as text, or with `--json` as one document. */
function fail(message, hint, args) {
  process.exitCode = INTERNAL_ERROR;
  if (args.includes('--json')) {
    const error = { kind: 'internal', message, problems: [], conflicts: [], details: [], hint };
    console.log(JSON.stringify({ ok: false, error, warnings: [] }));
  } else {
    console.error(`error: ${message}\n  try: ${hint}`);
  }
}

module.exports = { launch };
