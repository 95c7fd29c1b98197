// Reads a file in Prometheus' text format with the npm package parse-prometheus-text-format, which throws at the first line that is none, and
// prints what it understood as one line of JSON.
'use strict';

const fs = require('node:fs');
const parse = require('parse-prometheus-text-format').default ?? require('parse-prometheus-text-format');

console.log(JSON.stringify(parse(fs.readFileSync(process.argv[2], 'utf8'))));
