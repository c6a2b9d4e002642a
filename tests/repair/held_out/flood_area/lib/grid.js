'use strict';

class Grid {
  constructor(lines) {
    this.cells = lines.map((line) => [...line]);
    this.height = this.cells.length;
    this.width = this.height === 0 ? 0 : this.cells[0].length;
  }

  inside(x, y) {
    return x >= 0 && y >= 0 && x < this.width && y < this.height;
  }

  at(x, y) {
    return this.inside(x, y) ? this.cells[y][x] : undefined;
  }

  neighbours(x, y) {
    return [[x + 1, y], [x - 1, y], [x, y + 1], [x, y - 1]].filter(([a, b]) => this.inside(a, b));
  }
}

module.exports = { Grid };
