'use strict';

function widths(rows) {
  const result = [];
  for (const row of rows) {
    row.forEach((cell, column) => {
      result[column] = Math.max(result[column] || 0, String(cell).length);
    });
  }
  return result;
}

/** Text to the left, numbers to the right. */
function cellText(cell, width) {
  return typeof cell === 'number' ? String(cell).padEnd(width) : String(cell).padEnd(width);
}

function table(head, rows) {
  const size = widths([head, ...rows]);
  const line = (row) => `| ${row.map((cell, column) => cellText(cell, size[column])).join(' | ')} |`;
  const rule = `|${size.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}

module.exports = { widths, table };
