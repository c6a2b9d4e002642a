var separator = '/';

exports.join = function (a, b) {
  return path.normalize(a + separator + b);
};
