'use strict';

class CycleError extends Error {
  constructor(path) {
    super(`cycle: ${path.join(' > ')}`);
    this.path = path;
  }
}

/** Names so that each comes after what it needs; needs is { name: [names] }. */
function order(needs) {
  const done = new Set();
  const active = [];
  const result = [];

  function visit(name) {
    if (done.has(name)) return;
    const place = active.indexOf(name);
    if (place >= 0) throw new CycleError([...active.slice(place), name]);
    active.push(name);
    for (const other of needs[name] || []) visit(other);
    done.add(name);
    result.push(name);
  }

  Object.keys(needs).sort().forEach(visit);
  return result;
}

/** Groups that can be built at the same time. */
function stages(needs) {
  const level = {};
  for (const name of order(needs)) {
    level[name] = Math.max(-1, ...(needs[name] || []).map((other) => level[other])) + 1;
  }
  const groups = [];
  for (const name of Object.keys(level).sort()) {
    (groups[level[name]] ||= []).push(name);
  }
  return groups;
}

module.exports = { CycleError, order, stages };
