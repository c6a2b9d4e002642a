'use strict';

class ScoreTable {
  constructor(size) {
    this.size = size;
    this.scores = new Map();
  }

  /** Keeps the best score of each player. */
  add(player, points) {
    const before = this.scores.get(player);
    if (before === undefined || points > before) this.scores.set(player, points);
  }

  /** Names with points, best first, names in order on a tie. */
  top() {
    return [...this.scores]
      .sort(([nameA, a], [nameB, b]) => b - a || nameA.localeCompare(nameB))
      .slice(0, this.size);
  }

  median() {
    const points = [...this.scores.values()].sort();
    if (points.length === 0) return null;
    const middle = Math.floor(points.length / 2);
    if (points.length % 2 === 1) return points[middle];
    return (points[middle - 1] + points[middle]) / 2;
  }

  rank(player) {
    const own = this.scores.get(player);
    if (own === undefined) return null;
    return 1 + [...this.scores.values()].filter((points) => points > own).length;
  }
}

module.exports = { ScoreTable };
