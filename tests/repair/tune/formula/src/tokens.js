'use strict';

/** Numbers, names, operators and brackets of a formula. */
function tokens(text) {
  const found = [];
  const pattern = /\s*(?:(\d+(?:\.\d+)?)|([a-z]\w*)|([-+*/^()]))/gy;
  while (pattern.lastIndex < text.trimEnd().length) {
    const at = pattern.lastIndex;
    const match = pattern.exec(text);
    if (match === null) throw new SyntaxError(`unexpected character at ${at}`);
    if (match[1] !== undefined) found.push({ kind: 'number', value: Number(match[1]) });
    else if (match[2] !== undefined) found.push({ kind: 'name', value: match[2] });
    else found.push({ kind: match[3] });
  }
  return found;
}

module.exports = { tokens };
