import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { formatPlace, type Place, parsePlace } from '../../src/element/fragment.js';
import { randomSource } from '../support/random.js';
