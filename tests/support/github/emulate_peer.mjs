// Serves emulate's GitHub, with the same little world as shared_steps.mjs expects. Runs on Node 22.
import { pathToFileURL } from 'node:url';
import path from 'node:path';

const file = path.resolve(process.argv[2], 'emulate/dist/api.js');
const { createEmulator } = await import(pathToFileURL(file).href);
const github = await createEmulator({
    service: 'github',
    port: 0,
    seed: {
        tokens: { ghp_octocat: { login: 'octocat', scopes: ['repo', 'user'] } },
        github: {
            users: [{ login: 'octocat' }, { login: 'hubot' }],
            repos: [{ owner: 'octocat', name: 'hello-world', auto_init: true }],
        },
    },
});
process.stdout.write(`listening ${github.url}\n`);
