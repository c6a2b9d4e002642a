// A scenario (README.md describes its members) becomes the World that the stand-in starts with.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Clock } from './clock.mjs';
import { refreshPull } from './refs.mjs';
import { layOut } from './repository_setup.mjs';
import { jobsWithPermissions } from './permissions.mjs';
import { World } from './world.mjs';

const MEMBERS = {
    scenario: [
        'now',
        'start',
        'root',
        'users',
        'repositories',
        'tokens',
        'apps',
        'faults',
        'hold',
        'hold_when',
        'rate_limit',
    ],
    repository: [
        'id',
        'files',
        'break',
        'at',
        'author',
        'private',
        'default_branch',
        'fork_of',
        'branches',
        'tags',
        'roles',
        'settings',
        'protected',
        'labels',
        'issues',
        'pulls',
        'comments',
        'reactions',
        'runs',
    ],
    issue: ['number', 'id', 'title', 'body', 'user', 'state', 'labels', 'at', 'closed_at'],
    pull: [
        'number',
        'id',
        'title',
        'body',
        'user',
        'state',
        'labels',
        'at',
        'closed_at',
        'head',
        'base',
        'draft',
        'merged_at',
        'head_deleted',
    ],
    comment: ['id', 'issue', 'user', 'body', 'at', 'edited_at'],
    reaction: ['comment', 'issue', 'user', 'content'],
    run: [
        'id',
        'workflow',
        'branch',
        'head',
        'sha',
        'event',
        'status',
        'conclusion',
        'attempt',
        'number',
        'at',
        'actor',
        'artifacts',
        'pull',
        'jobs',
        'title',
    ],
    job: ['id', 'name', 'status', 'conclusion', 'steps', 'log', 'attempt', 'at', 'labels'],
    app: ['id', 'slug', 'public_key', 'installations'],
};

function only(kind, value) {
    const strange = Object.keys(value).filter((name) => !MEMBERS[kind].includes(name));
    if (strange.length)
        throw new Error(`A scenario's ${kind} has no member ${strange.join(', ')}.`);
    return value;
}

function addIssue(world, repository, spec) {
    const at = world.clock.at(spec.at ?? '-1h');
    const issue = {
        id: spec.id ?? world.nextId('issue'),
        number: spec.number,
        title: spec.title ?? `Issue ${spec.number}`,
        body: spec.body ?? null,
        user: world.ensureUser(spec.user ?? repository.owner).login,
        state: spec.state ?? 'open',
        labels: [...(spec.labels ?? [])],
        assignees: [],
        createdAt: at,
        updatedAt: at,
        closedAt: spec.closed_at ? world.clock.at(spec.closed_at) : null,
    };
    repository.issues.push(issue);
    return issue;
}

function addPull(world, repository, spec) {
    const issue = addIssue(world, repository, spec);
    const [where, branch] = spec.head.includes(':')
        ? spec.head.split(':')
        : [repository.fullName, spec.head];
    const baseRef = spec.base ?? repository.defaultBranch;
    issue.pull = {
        headRepository: where,
        headRef: branch,
        headSha: undefined,
        baseRef,
        draft: spec.draft ?? false,
        baseSha: repository.git.ref(`refs/heads/${baseRef}`),
        mergedAt: spec.merged_at ?? null,
    };
    const closed = issue.state;
    issue.state = 'open';
    refreshPull(world, repository, issue);
    issue.state = closed;
    if (!issue.pull.headSha)
        throw new Error(`The scenario's pull request ${spec.number} has no branch ${spec.head}.`);
    if (spec.head_deleted) issue.pull.headRepository = null;
}

// ${sha:branch} and ${sha:owner/name:branch} in a text are the commits that the branches are at.
function withCommits(world, repository, text) {
    return text.replace(/\$\{sha:(?:([^}:]+):)?([^}:]+)\}/g, (_, where, branch) =>
        world.repository(where ?? repository.fullName).git.findCommit(branch),
    );
}

export function addComment(world, repository, spec) {
    const at = world.clock.at(spec.at ?? '-1m');
    repository.comments.push({
        id: spec.id ?? world.nextId('comment'),
        issue: spec.issue,
        createdAt: at,
        body: withCommits(world, repository, spec.body ?? ''),
        user: world.ensureUser(spec.user).login,
        updatedAt: spec.edited_at ? world.clock.at(spec.edited_at) : at,
    });
}

function logText(log, root) {
    if (log === 'expired' || log === undefined) return log;
    if (log.file) return readFileSync(path.resolve(root, log.file), 'utf8');
    return log;
}

// Lines without a time get one, as the runner's log has it.
function stamped(log, start) {
    if (!Array.isArray(log)) return log;
    return log
        .map(
            (line, at) =>
                (/^\d{4}-\d\d-\d\dT/.test(line)
                    ? line
                    : `${new Date(start + at * 10).toISOString().replace(/Z$/, '4321Z')} ${line}`) +
                '\n',
        )
        .join('');
}

function addJob(world, run, spec, root) {
    const at = world.clock.at(spec.at ?? run.createdAt);
    const status = spec.status ?? 'completed';
    run.jobs.push({
        id: spec.id ?? world.nextId('job'),
        name: spec.name,
        status,
        attempt: spec.attempt ?? run.attempt,
        conclusion: status === 'completed' ? (spec.conclusion ?? run.conclusion) : null,
        startedAt: at,
        completedAt: status === 'completed' ? at : null,
        labels: spec.labels ?? ['ubuntu-latest'],
        steps: (spec.steps ?? []).map((step, index) => ({
            number: index + 1,
            status: 'completed',
            conclusion: 'success',
            started_at: at,
            completed_at: at,
            ...step,
        })),
        log: stamped(logText(spec.log, root), Date.parse(at)),
    });
}

export function workflowOf(world, repository, file) {
    const found = repository.workflows.find((one) => one.path === file);
    if (found) return found;
    const entry = repository.git.entry(repository.defaultBranch, file);
    const text = entry ? repository.git.content(entry.sha).toString() : '';
    const name = /^name:\s*["']?(.*?)["']?\s*$/m.exec(text)?.[1] ?? file;
    const made = {
        id: world.nextId('workflow'),
        path: file,
        name,
        createdAt: repository.created,
        there: !!entry,
    };
    repository.workflows.push(made);
    return made;
}

function addRun(world, repository, spec, root) {
    const [where, branch] =
        (spec.head ?? spec.branch ?? repository.defaultBranch).split(':').length > 1
            ? spec.head.split(':')
            : [repository.fullName, spec.head ?? spec.branch ?? repository.defaultBranch];
    const source = world.repository(where);
    const status = spec.status ?? 'completed';
    const at = world.clock.at(spec.at ?? '-5m');
    const run = {
        id: spec.id ?? world.nextId('run'),
        workflow: workflowOf(world, repository, spec.workflow).id,
        headRepository: where,
        headBranch: branch,
        headSha: spec.sha ?? source.git.ref(`refs/heads/${branch}`),
        event: spec.event ?? 'push',
        status,
        conclusion: status === 'completed' ? (spec.conclusion ?? 'failure') : null,
        attempt: spec.attempt ?? 1,
        number: spec.number ?? repository.runs.length + 1,
        createdAt: at,
        actor: world.ensureUser(spec.actor ?? repository.owner).login,
        suite: world.nextId('suite'),
        pulls: spec.pull ? [spec.pull] : [],
        jobs: [],
        title: spec.title ?? 'change',
    };
    run.artifacts = (spec.artifacts ?? []).map((name) => ({
        id: world.nextId('artifact'),
        name,
        run: run.id,
        createdAt: at,
    }));
    spec.jobs?.forEach((job) => addJob(world, run, only('job', job), root));
    repository.runs.push(run);
}

function listWorkflows(world, repository) {
    const files = repository.git.tree(repository.defaultBranch, true).map((entry) => entry.path);
    files
        .filter((name) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(name))
        .forEach((name) => workflowOf(world, repository, name));
}

function addLabel(world, repository, label) {
    const facts = typeof label === 'string' ? { name: label } : label;
    repository.labels.push({
        id: world.nextId('label'),
        color: 'ededed',
        description: '',
        ...facts,
    });
}

function addRepository(world, fullName, spec, root) {
    const repository = world.addRepository(fullName, {
        ...(spec.id ? { id: spec.id } : {}),
        private: spec.private ?? false,
        parent: spec.fork_of ?? null,
        defaultBranch:
            spec.default_branch ?? world.repository(spec.fork_of ?? '')?.defaultBranch ?? 'main',
        roles: spec.roles ?? {},
        settings: spec.settings ?? {},
        protected: spec.protected ?? [],
    });
    Object.keys(repository.roles).forEach((login) => world.ensureUser(login));
    layOut(world, repository, spec, root);
    listWorkflows(world, repository);
    (spec.labels ?? []).forEach((label) => addLabel(world, repository, label));
}

// What may speak of other repositories comes when all are there.
function fillRepository(world, fullName, spec, root) {
    const repository = world.repository(fullName);
    (spec.issues ?? []).forEach((one) => addIssue(world, repository, only('issue', one)));
    (spec.pulls ?? []).forEach((one) => addPull(world, repository, only('pull', one)));
    (spec.comments ?? []).forEach((one) => addComment(world, repository, only('comment', one)));
    (spec.runs ?? []).forEach((one) => addRun(world, repository, only('run', one), root));
    for (const one of spec.reactions ?? []) {
        only('reaction', one);
        repository.reactions.push({
            id: world.nextId('reaction'),
            user: world.ensureUser(one.user).login,
            content: one.content,
            on: one.comment ? 'comment' : 'issue',
            target: one.comment ?? one.issue,
            createdAt: world.clock.now(),
        });
    }
    const names = repository.issues.flatMap((issue) => issue.labels);
    [...new Set(names)]
        .filter((name) => !repository.labels.some((label) => label.name === name))
        .forEach((name) => addLabel(world, repository, name));
}

// A token: permissions by name, and `as` (who acts; by default the bot), `repositories`,
// or `template` and `job` for the permissions that a workflow file grants.
export function addToken(world, token, spec, root) {
    const { as, repositories, template, job, ...permissions } = spec;
    const login = world.ensureUser(as ?? 'github-actions[bot]').login;
    const granted = template
        ? jobsWithPermissions(readFileSync(path.resolve(root, template), 'utf8'))[job]
        : permissions;
    if (!granted) throw new Error(`The template ${template} has no job ${job}.`);
    world.tokens.set(token, {
        token,
        permissions: granted,
        login,
        bot: login.endsWith('[bot]'),
        repositories: repositories ?? [world.home().fullName],
    });
}

export function loadScenario(spec, { directory, root }) {
    only('scenario', spec);
    const world = new World(directory, new Clock(spec.now, spec.start));
    world.root = root;
    for (const [login, facts] of Object.entries(spec.users ?? {})) world.addUser(login, facts);
    const repositories = Object.entries(spec.repositories);
    repositories.forEach(([name, one]) =>
        addRepository(world, name, only('repository', one), root),
    );
    repositories.forEach(([name, one]) => fillRepository(world, name, one, root));
    for (const [token, one] of Object.entries(spec.tokens ?? {})) addToken(world, token, one, root);
    world.apps = (spec.apps ?? []).map((app) => only('app', app));
    world.faults = (spec.faults ?? []).map((fault) => ({ ...fault, seen: 0 }));
    world.hold = spec.hold ? { request: spec.hold, when: spec.hold_when ?? 'before' } : undefined;
    world.rate = { limit: 1000, used: 0, ...(spec.rate_limit ?? {}) };
    return world;
}
