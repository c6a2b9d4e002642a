const assert = require('assert');
const { join } = require('../lib/join');

describe('join', () => {
  it('normalises', () => assert.strictEqual(join('a', '../b'), 'b'));
});
