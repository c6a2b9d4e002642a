const assert = require('assert');

describe('sums', () => {
  it('is slow', () => assert.strictEqual(1 + 1, 2));
  it('is quick', () => assert.strictEqual(2 + 2, 4));
});
