'use strict';

const split = (path) => path.split('/').filter((part) => part !== '');

/** Parameters of a path for a pattern such as /users/:id or /files/*, null without a match. */
function match(pattern, path) {
  const wanted = split(pattern);
  const given = split(path);
  const params = {};
  for (let i = 0; i < wanted.length; i += 1) {
    if (wanted[i] === '*') {
      params.rest = wanted.slice(i).join('/');
      return params;
    }
    if (i >= given.length) return null;
    if (wanted[i].startsWith(':')) params[wanted[i].slice(1)] = decodeURIComponent(given[i]);
    else if (wanted[i] !== given[i]) return null;
  }
  return wanted.length === given.length ? params : null;
}

class Router {
  constructor() {
    this.routes = [];
  }

  add(method, pattern, handler) {
    this.routes.push({ method, pattern, handler });
    return this;
  }

  /** { status, body } of the first route that fits. */
  handle(method, path) {
    let known = false;
    for (const route of this.routes) {
      const params = match(route.pattern, path);
      if (params === null) continue;
      known = true;
      if (route.method === method) return { status: 200, body: route.handler(params) };
    }
    return { status: known ? 405 : 404, body: null };
  }
}

module.exports = { match, Router };
