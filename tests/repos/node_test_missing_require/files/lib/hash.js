'use strict';

exports.hash = (text) => createHash('sha256').update(text).digest('hex').slice(0, 8);
