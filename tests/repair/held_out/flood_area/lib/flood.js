'use strict';
const { Grid } = require('./grid.js');

/** Number of connected cells of the same kind around a place. */
function areaAt(grid, x, y) {
  const kind = grid.at(x, y);
  if (kind === undefined) return 0;
  const seen = new Set([`${x},${y}`]);
  const waiting = [[x, y]];
  while (waiting.length > 0) {
    const [a, b] = waiting.pop();
    for (const [c, d] of grid.neighbours(b, a)) {
      const name = `${c},${d}`;
      if (!seen.has(name) && grid.at(c, d) === kind) {
        seen.add(name);
        waiting.push([c, d]);
      }
    }
  }
  return seen.size;
}

function largest(lines, kind) {
  const grid = new Grid(lines);
  let best = 0;
  for (let y = 0; y < grid.height; y += 1) {
    for (let x = 0; x < grid.width; x += 1) {
      if (grid.at(x, y) === kind) best = Math.max(best, areaAt(grid, x, y));
    }
  }
  return best;
}

module.exports = { areaAt, largest };
