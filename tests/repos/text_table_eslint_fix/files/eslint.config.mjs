export default [{ languageOptions: { sourceType: "commonjs" }, rules: { semi: "error", "no-extra-semi": "error", eqeqeq: "error" } }];
