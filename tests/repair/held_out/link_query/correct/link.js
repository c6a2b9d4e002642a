'use strict';

/** 'a=1&b=x y' from an object; arrays repeat the key, undefined is left out. */
function encode(values) {
  const parts = [];
  for (const [key, value] of Object.entries(values)) {
    if (value === undefined) continue;
    for (const item of Array.isArray(value) ? value : [value]) {
      parts.push(`${encodeURIComponent(key)}=${encodeURIComponent(item)}`);
    }
  }
  return parts.join('&');
}

function decode(text) {
  const values = {};
  for (const part of text.split('&').filter(Boolean)) {
    const at = part.indexOf('=');
    const key = decodeURIComponent(at < 0 ? part : part.slice(0, at));
    const value = at < 0 ? '' : decodeURIComponent(part.slice(at + 1));
    if (key in values) values[key] = [].concat(values[key], value);
    else values[key] = value;
  }
  return values;
}

function link(base, values) {
  const query = encode(values);
  if (query === '') return base;
  return base + (base.includes('?') ? '&' : '?') + query;
}

module.exports = { encode, decode, link };
