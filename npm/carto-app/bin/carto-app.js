#!/usr/bin/env node
'use strict';

const { launch } = require('../lib/launch.js');

launch(process.argv.slice(2));
