// A rule whose fix switches slow tests off.
const noSlowTests = {
  meta: { type: "problem", fixable: "code", schema: [] },
  create: (context) => ({
    "CallExpression[callee.name='it']"(node) {
      if (String(node.arguments[0].value).includes("slow"))
        context.report({
          node,
          message: "slow tests are skipped",
          fix: (fixer) => fixer.replaceText(node.callee, "it.skip"),
        });
    },
  }),
};

export default [
  { plugins: { local: { rules: { "no-slow-tests": noSlowTests } } }, rules: { "local/no-slow-tests": "error" } },
];
