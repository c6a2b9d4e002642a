'use strict';

/** The value at 'a.b.0', or the fallback where something on the way is missing. */
function pick(record, path, fallback) {
  let value = record;
  for (const key of path.split('.')) {
    if (value === null || value === undefined) return fallback;
    value = value[key];
  }
  return value === undefined ? fallback : value;
}

/** A copy of the record with one value replaced; the record stays as it is. */
function replace(record, path, value) {
  const [key, ...rest] = path.split('.');
  const copy = Array.isArray(record) ? [...record] : { ...record };
  copy[key] = rest.length === 0 ? value : replace(copy[key] ?? {}, rest.join('.'), value);
  return copy;
}

/** Paths of all leaves. */
function leaves(record, prefix = '') {
  return Object.entries(record).flatMap(([key, value]) => {
    const path = prefix === '' ? key : `${prefix}.${key}`;
    if (typeof value === 'object') return leaves(value, path);
    return [path];
  });
}

module.exports = { pick, replace, leaves };
