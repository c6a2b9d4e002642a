'use strict';

const DEFAULTS = { size: 20, page: 1, maximum: 100 };

/** Settings of a list page; 0 is a valid page size and means everything. */
function settings(query) {
  const size = query.size || DEFAULTS.size;
  const page = query.page ?? DEFAULTS.page;
  if (size < 0 || page < 1) throw new RangeError('size and page are counts');
  return { size: Math.min(size, DEFAULTS.maximum), page };
}

function slice(items, query = {}) {
  const { size, page } = settings(query);
  if (size === 0) return { items, page: 1, pages: 1 };
  const first = (page - 1) * size;
  return { items: items.slice(first, first + size), page, pages: Math.max(1, Math.ceil(items.length / size)) };
}

/** Page numbers around the current one, with null for gaps. */
function links(page, pages) {
  const shown = [];
  for (let number = 1; number <= pages; number += 1) {
    const near = Math.abs(number - page) <= 1;
    if (number === 1 || number === pages || near) shown.push(number);
    else if (shown[shown.length - 1] !== null) shown.push(null);
  }
  return shown;
}

module.exports = { settings, slice, links };
