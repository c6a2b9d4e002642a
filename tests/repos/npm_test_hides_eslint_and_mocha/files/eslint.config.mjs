export default [{ rules: { "no-var": "error", "prefer-const": "error" } }];
