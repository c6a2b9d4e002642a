'use strict';

/** 1 -> A, 26 -> Z, 27 -> AA. */
function columnName(number) {
  if (!Number.isInteger(number) || number < 1) throw new RangeError(`no column ${number}`);
  let name = '';
  while (number > 0) {
    const digit = (number - 1) % 26;
    name = String.fromCharCode(65 + digit) + name;
    number = Math.floor((number - 1) / 26);
  }
  return name;
}

function columnNumber(name) {
  let number = 0;
  for (const letter of name) number = number * 26 + letter.charCodeAt(0) - 64;
  return number;
}

/** 'B3' -> { column: 2, row: 3 } */
function parseCell(text) {
  const match = /^([A-Z]+)([1-9]\d*)$/.exec(text);
  if (!match) throw new SyntaxError(`no cell ${text}`);
  return { column: columnNumber(match[1]), row: Number(match[2]) };
}

/** All cells of 'A1:B2', row by row. */
function cellsOf(range) {
  const [from, to] = range.split(':').map(parseCell);
  const cells = [];
  for (let row = from.row; row <= to.row; row += 1) {
    for (let column = from.column; column <= to.column; column += 1) {
      cells.push(columnName(column) + row);
    }
  }
  return cells;
}

module.exports = { columnName, columnNumber, parseCell, cellsOf };
