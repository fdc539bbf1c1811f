#!/usr/bin/env node
'use strict';

const { launch } = require('carto-app/launch');

const words = process.argv.slice(2);
// The one question that is not about a new application.
const asksVersion = words.length === 1 && ['--version', '-V'].includes(words[0]);
launch(asksVersion ? words : ['new', ...words]);
