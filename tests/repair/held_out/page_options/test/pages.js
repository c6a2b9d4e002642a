'use strict';
const assert = require('assert');
const { settings, slice, links } = require('../pages.js');

const ITEMS = Array.from({ length: 45 }, (_, i) => i);

describe('settings', () => {
  it('has defaults', () => {
    assert.deepStrictEqual(settings({}), { size: 20, page: 1 });
  });
  it('limits the size', () => {
    assert.strictEqual(settings({ size: 5000 }).size, 100);
    assert.throws(() => settings({ page: 0 }), RangeError);
  });
});

describe('slice', () => {
  it('gives a page', () => {
    const result = slice(ITEMS, { page: 3 });
    assert.deepStrictEqual(result, { items: [40, 41, 42, 43, 44], page: 3, pages: 3 });
  });
  it('gives everything for size 0', () => {
    assert.strictEqual(slice(ITEMS, { size: 0 }).items.length, 45);
  });
  it('has one empty page', () => {
    assert.deepStrictEqual(slice([]), { items: [], page: 1, pages: 1 });
  });
});

describe('links', () => {
  it('leaves gaps', () => {
    assert.deepStrictEqual(links(5, 9), [1, null, 4, 5, 6, null, 9]);
    assert.deepStrictEqual(links(1, 1), [1]);
  });
});
