// The permissions that a workflow file grants to the token of each of its jobs.
// https://docs.github.com/actions/writing-workflows/workflow-syntax-for-github-actions#permissions
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { peer } from './peers.mjs';

const NAMES = {
    actions: 'actions',
    attestations: 'attestations',
    checks: 'checks',
    contents: 'contents',
    deployments: 'deployments',
    discussions: 'discussions',
    'id-token': 'id_token',
    issues: 'issues',
    models: 'models',
    packages: 'packages',
    pages: 'pages',
    'pull-requests': 'pull_requests',
    'security-events': 'security_events',
    statuses: 'statuses',
};
const every = (level) => Object.fromEntries(Object.values(NAMES).map((name) => [name, level]));

function granted(permissions) {
    if (permissions === 'read-all') return every('read');
    if (permissions === 'write-all') return every('write');
    // The default of new repositories where a file says nothing.
    if (permissions === undefined) return { contents: 'read', packages: 'read', metadata: 'read' };
    const result = { metadata: 'read' };
    for (const [name, level] of Object.entries(permissions ?? {})) {
        if (!NAMES[name]) throw new Error(`There is no permission ${name} in workflows.`);
        if (level !== 'none') result[NAMES[name]] = level;
    }
    return result;
}

// { job: { contents: "write", ... } } of a workflow's text.
export function jobsWithPermissions(text) {
    const workflow = peer('yaml').parse(text);
    return Object.fromEntries(
        Object.entries(workflow.jobs).map(([name, job]) => [
            name,
            granted(job.permissions ?? workflow.permissions),
        ]),
    );
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
    console.log(JSON.stringify(jobsWithPermissions(readFileSync(process.argv[2], 'utf8'))));
}
