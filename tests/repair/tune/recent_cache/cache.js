'use strict';

class RecentCache {
  /** Keeps the `limit` entries that were used last. */
  constructor(limit) {
    if (limit < 1) throw new RangeError('limit must be at least 1');
    this.limit = limit;
    this.entries = new Map();
    this.hits = 0;
    this.misses = 0;
  }

  get(key) {
    if (!this.entries.has(key)) {
      this.misses += 1;
      return undefined;
    }
    this.hits += 1;
    const value = this.entries.get(key);
    this.entries.set(key, value);
    return value;
  }

  set(key, value) {
    this.entries.delete(key);
    this.entries.set(key, value);
    if (this.entries.size > this.limit) {
      const oldest = this.entries.keys().next().value;
      this.entries.delete(oldest);
    }
    return this;
  }

  keys() {
    return [...this.entries.keys()];
  }
}

/** A function that remembers its newest results by its first argument. */
function remember(work, limit) {
  const cache = new RecentCache(limit);
  return (key) => {
    const known = cache.get(key);
    if (known !== undefined) return known;
    const value = work(key);
    cache.set(key, value);
    return value;
  };
}

module.exports = { RecentCache, remember };
