#!/usr/bin/env node
import { dev, needsSockets } from './dev.js';
import { run } from './run.js';

const args = process.argv.slice(2);
process.exitCode = await (needsSockets(args) ? dev(args) : run(args));
