// What the stand-in and emulate both serve, as one list of steps: both are driven with it, and what
// they answer is compared. `keep` names a value of the answer that later steps use as {name}.
const repo = '/repos/octocat/hello-world';
const base64 = Buffer.from('two\n').toString('base64');

export const steps = [
    { name: 'repository', method: 'GET', path: repo },
    { name: 'repository that is not there', method: 'GET', path: '/repos/octocat/nowhere' },
    { name: 'wrong token', method: 'GET', path: repo, token: 'ghp_wrong' },
    {
        name: 'permission of the owner',
        method: 'GET',
        path: `${repo}/collaborators/octocat/permission`,
    },
    { name: 'branch', method: 'GET', path: `${repo}/branches/main` },
    { name: 'branch that is not there', method: 'GET', path: `${repo}/branches/nowhere` },
    { name: 'branches', method: 'GET', path: `${repo}/branches` },
    {
        name: 'ref',
        method: 'GET',
        path: `${repo}/git/ref/heads/main`,
        keep: { head: 'object.sha' },
    },
    { name: 'ref that is not there', method: 'GET', path: `${repo}/git/ref/heads/nowhere` },
    {
        name: 'commit object',
        method: 'GET',
        path: `${repo}/git/commits/{head}`,
        keep: { tree: 'tree.sha' },
    },
    { name: 'tree', method: 'GET', path: `${repo}/git/trees/{tree}` },
    {
        name: 'new blob',
        method: 'POST',
        path: `${repo}/git/blobs`,
        body: { content: base64, encoding: 'base64' },
        keep: { blob: 'sha' },
    },
    { name: 'blob', method: 'GET', path: `${repo}/git/blobs/{blob}` },
    {
        name: 'new tree',
        method: 'POST',
        path: `${repo}/git/trees`,
        keep: { tree2: 'sha' },
        body: {
            base_tree: '{tree}',
            tree: [
                { path: 'a.txt', mode: '100644', type: 'blob', content: 'one\n' },
                { path: 'dir/b.txt', mode: '100644', type: 'blob', sha: '{blob}' },
            ],
        },
    },
    { name: 'tree, all of it', method: 'GET', path: `${repo}/git/trees/{tree2}?recursive=1` },
    {
        name: 'new commit',
        method: 'POST',
        path: `${repo}/git/commits`,
        keep: { commit: 'sha' },
        body: { message: 'add two', tree: '{tree2}', parents: ['{head}'] },
    },
    {
        name: 'new ref',
        method: 'POST',
        path: `${repo}/git/refs`,
        body: { ref: 'refs/heads/topic', sha: '{commit}' },
    },
    {
        name: 'new ref again',
        method: 'POST',
        path: `${repo}/git/refs`,
        body: { ref: 'refs/heads/topic', sha: '{commit}' },
    },
    { name: 'refs that match', method: 'GET', path: `${repo}/git/matching-refs/heads/top` },
    {
        name: 'second commit',
        method: 'POST',
        path: `${repo}/git/commits`,
        keep: { second: 'sha' },
        body: { message: 'again', tree: '{tree2}', parents: ['{commit}'] },
    },
    {
        name: 'ref forward',
        method: 'PATCH',
        path: `${repo}/git/refs/heads/topic`,
        body: { sha: '{second}' },
    },
    {
        name: 'ref back without force',
        method: 'PATCH',
        path: `${repo}/git/refs/heads/topic`,
        body: { sha: '{head}', force: false },
    },
    { name: 'commit', method: 'GET', path: `${repo}/commits/{commit}` },
    { name: 'file', method: 'GET', path: `${repo}/contents/a.txt?ref=topic` },
    { name: 'folder', method: 'GET', path: `${repo}/contents/dir?ref=topic` },
    { name: 'file that is not there', method: 'GET', path: `${repo}/contents/nowhere.txt` },
    { name: 'comparison', method: 'GET', path: `${repo}/compare/main...topic` },
    {
        name: 'new label',
        method: 'POST',
        path: `${repo}/labels`,
        body: { name: 'mendel', color: 'aabbcc', description: 'by mendel' },
    },
    {
        name: 'new label again',
        method: 'POST',
        path: `${repo}/labels`,
        body: { name: 'mendel', color: 'aabbcc' },
    },
    {
        name: 'new issue',
        method: 'POST',
        path: `${repo}/issues`,
        body: { title: 'red', body: 'text', labels: ['mendel'] },
        keep: { issue: 'number' },
    },
    {
        name: 'second issue',
        method: 'POST',
        path: `${repo}/issues`,
        body: { title: 'redder' },
        keep: { issue2: 'number' },
    },
    { name: 'issues, a page of one', method: 'GET', path: `${repo}/issues?per_page=1&page=1` },
    { name: 'issues with a label', method: 'GET', path: `${repo}/issues?labels=mendel&state=all` },
    { name: 'issue', method: 'GET', path: `${repo}/issues/{issue}` },
    { name: 'issue that is not there', method: 'GET', path: `${repo}/issues/9999` },
    {
        name: 'issue closed',
        method: 'PATCH',
        path: `${repo}/issues/{issue2}`,
        body: { state: 'closed', state_reason: 'not_planned' },
    },
    {
        name: 'new comment',
        method: 'POST',
        path: `${repo}/issues/{issue}/comments`,
        body: { body: 'hello' },
        keep: { comment: 'id' },
    },
    {
        name: 'comment changed',
        method: 'PATCH',
        path: `${repo}/issues/comments/{comment}`,
        body: { body: 'hello again' },
    },
    { name: 'comments', method: 'GET', path: `${repo}/issues/{issue}/comments` },
    {
        name: 'labels added',
        method: 'POST',
        path: `${repo}/issues/{issue}/labels`,
        body: { labels: ['mendel'] },
    },
    { name: 'labels of an issue', method: 'GET', path: `${repo}/issues/{issue}/labels` },
    { name: 'label taken off', method: 'DELETE', path: `${repo}/issues/{issue}/labels/mendel` },
    {
        name: 'new pull request',
        method: 'POST',
        path: `${repo}/pulls`,
        keep: { pull: 'number' },
        body: { title: 'fix', body: 'text', head: 'topic', base: 'main', draft: true },
    },
    {
        name: 'new pull request again',
        method: 'POST',
        path: `${repo}/pulls`,
        body: { title: 'fix', head: 'topic', base: 'main' },
    },
    {
        name: 'pull request from nowhere',
        method: 'POST',
        path: `${repo}/pulls`,
        body: { title: 'fix', head: 'nowhere', base: 'main' },
    },
    { name: 'pull request', method: 'GET', path: `${repo}/pulls/{pull}` },
    {
        name: 'pull requests of a head',
        method: 'GET',
        path: `${repo}/pulls?head=octocat:topic&state=open&base=main`,
    },
    {
        name: 'pull request changed',
        method: 'PATCH',
        path: `${repo}/pulls/{pull}`,
        body: { title: 'fix two' },
    },
    { name: 'files of a pull request', method: 'GET', path: `${repo}/pulls/{pull}/files` },
    { name: 'commits of a pull request', method: 'GET', path: `${repo}/pulls/{pull}/commits` },
    {
        name: 'review',
        method: 'POST',
        path: `${repo}/pulls/{pull}/reviews`,
        body: { event: 'COMMENT', body: 'looks well' },
    },
    {
        name: 'new check run',
        method: 'POST',
        path: `${repo}/check-runs`,
        keep: { check: 'id' },
        body: { name: 'mendel', head_sha: '{commit}', status: 'in_progress' },
    },
    {
        name: 'check run changed',
        method: 'PATCH',
        path: `${repo}/check-runs/{check}`,
        body: { conclusion: 'success', output: { title: 'fixed', summary: 'one file' } },
    },
    { name: 'check runs', method: 'GET', path: `${repo}/commits/{commit}/check-runs` },
    { name: 'check suites', method: 'GET', path: `${repo}/commits/{commit}/check-suites` },
    { name: 'ref deleted', method: 'DELETE', path: `${repo}/git/refs/heads/topic` },
    { name: 'rate limit', method: 'GET', path: '/rate_limit' },
    { name: 'who am I', method: 'GET', path: '/user' },
];

const picked = (value, name) => name.split('.').reduce((at, key) => at?.[key], value);
const filled = (value, kept) =>
    JSON.parse(JSON.stringify(value).replace(/\{(\w+)\}/g, (all, name) => kept[name] ?? all));

// The members of a body and their kinds: { "owner.login": "string", ... }.
export function shapeOf(value, where = '', found = {}) {
    if (Array.isArray(value)) {
        found[`${where}[]`] = 'list';
        value.slice(0, 1).forEach((one) => shapeOf(one, `${where}[]`, found));
    } else if (value !== null && typeof value === 'object') {
        Object.entries(value).forEach(([key, one]) =>
            shapeOf(one, where ? `${where}.${key}` : key, found),
        );
    } else {
        found[where] = value === null ? 'null' : typeof value;
    }
    return found;
}

// [{ name, status, shape, link }] of one server.
export async function drive(base, token) {
    const kept = {};
    const answers = [];
    for (const step of steps) {
        const response = await fetch(base + filled(step.path, kept), {
            method: step.method,
            headers: {
                authorization: `Bearer ${step.token ?? token}`,
                accept: 'application/vnd.github+json',
                'content-type': 'application/json',
                'user-agent': 'mendel-selftest',
            },
            ...(step.body ? { body: JSON.stringify(filled(step.body, kept)) } : {}),
        });
        const text = await response.text();
        const body = text ? JSON.parse(text) : undefined;
        for (const [name, where] of Object.entries(step.keep ?? {}))
            kept[name] = picked(body, where);
        const link = (response.headers.get('link') ?? '').match(/rel="\w+"/g) ?? [];
        answers.push({
            name: step.name,
            status: response.status,
            body,
            shape: shapeOf(body),
            link: link.sort(),
        });
    }
    return answers;
}
