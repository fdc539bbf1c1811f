#!/usr/bin/env node
'use strict';

const { launch } = require('carto-app/launch');

const args = process.argv.slice(2);
// Everything else is passed to `carto-app new`.
const asksVersion = args.length === 1 && ['--version', '-V'].includes(args[0]);
launch(asksVersion ? args : ['new', ...args]);
