'use strict';
const assert = require('assert');
const { settings, slice, links } = require('./pages.js');

it('checks', () => {
  assert.deepStrictEqual(settings({ size: 0, page: 4 }), { size: 0, page: 4 });
  assert.deepStrictEqual(settings({ size: null, page: undefined }), { size: 20, page: 1 });
  assert.throws(() => settings({ size: -1 }), RangeError);
  assert.throws(() => settings({ page: 0 }), RangeError);
  const items = Array.from({ length: 30 }, (_, i) => i);
  for (const size of [1, 7, 30, 31]) {
    const { pages } = slice(items, { size });
    let all = [];
    for (let page = 1; page <= pages; page += 1) all = all.concat(slice(items, { size, page }).items);
    assert.deepStrictEqual(all, items);
  }
  assert.deepStrictEqual(links(2, 4), [1, 2, 3, 4]);
});
