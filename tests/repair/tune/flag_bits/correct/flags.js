'use strict';

const FLAGS = { read: 1, write: 2, share: 4, remove: 8 };

const bit = (name) => {
  if (!(name in FLAGS)) throw new Error(`no flag ${name}`);
  return FLAGS[name];
};

const grant = (mask, ...names) => names.reduce((sum, name) => sum | bit(name), mask);
const revoke = (mask, ...names) => names.reduce((sum, name) => sum & ~bit(name), mask);
const has = (mask, ...names) => names.every((name) => (mask & bit(name)) !== 0);
const list = (mask) => Object.keys(FLAGS).filter((name) => has(mask, name));

/** 'rw-x' style text from left to right. */
function show(mask) {
  return Object.entries(FLAGS).map(([name, value]) => (mask & value ? name[0] : '-')).join('');
}

/** What changed between two masks. */
function difference(before, after) {
  return { granted: list(after & ~before), revoked: list(before & ~after) };
}

module.exports = { grant, revoke, has, list, show, difference };
