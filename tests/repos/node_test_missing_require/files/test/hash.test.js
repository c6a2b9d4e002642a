'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { hash } = require('../lib/hash');

test('hash of nothing', () => assert.strictEqual(hash(''), 'e3b0c442'));
