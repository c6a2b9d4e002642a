// What the driver of the tests asks and does beside the API, under /_standin/. Never recorded.
import { addCommit } from './repository_setup.mjs';
import { fullRepository, userShape } from './shapes.mjs';
import { checkShape, runShape } from './shapes_actions.mjs';
import { commentShape, issueShape, labelShape, pullShape, reactionShape, reviewCommentShape, reviewShape } from './shapes_issues.mjs';

function stateOf(world, repository) {
    const all = (list, shape) => list.map((one) => ({ in: repository.fullName, ...shape(world, repository, one) }));
    return {
        repositories: [fullRepository(world, repository)],
        refs: repository.git.refs().map(({ name, sha }) => ({ in: repository.fullName, ref: name, sha })),
        issues: all(repository.issues.filter((one) => !one.pull), issueShape),
        pulls: all(repository.issues.filter((one) => one.pull),
            (_, __, one) => ({ ...pullShape(world, repository, one), verified: repository.git.commit(one.pull.headSha).verified })),
        comments: all(repository.comments, (_, __, one) => ({ ...commentShape(world, repository, one), issue: one.issue })),
        labels: all(repository.labels, labelShape),
        reactions: all(repository.reactions, (_, __, one) => ({ ...reactionShape(world, one), on: one.on, target: one.target })),
        reviews: all(repository.reviews, reviewShape),
        review_comments: all(repository.reviewComments, reviewCommentShape),
        runs: all(repository.runs, runShape),
        checks: all(repository.checks, (_, __, one) => ({
            ...checkShape(world, repository, one), annotations: one.annotations,
        })),
        dispatches: all(repository.dispatches, (_, __, one) => one),
        sarifs: all(repository.sarifs, (_, __, one) => one),
        advisories: all(repository.advisories, (_, __, one) => ({ id: one.id, ...one.body })),
    };
}

function wholeState(world, server) {
    const whole = { requests: server.count, users: {}, start: new Date(world.clock.start).toISOString(), blobs: world.blobs };
    for (const repository of world.repositories.values()) {
        for (const [kind, list] of Object.entries(stateOf(world, repository))) {
            whole[kind] = [...(whole[kind] ?? []), ...list];
        }
    }
    for (const user of world.users.values()) whole.users[user.login] = userShape(world, user.login);
    return whole;
}

const findIssue = (repository, number) => repository.issues.find((one) => one.number === number);

const ACTIONS = {
    push: (world, repository, spec) => addCommit(world, repository, spec.branch, { message: 'meanwhile', at: '+0s', ...spec }, world.root),
    delete_branch: (world, repository, { branch, user }) => world.move(repository, `refs/heads/${branch}`, null, { actor: user }),
    label: (world, repository, { issue, name }) => {
        if (!repository.labels.some((one) => one.name === name)) {
            repository.labels.push({ id: world.nextId('label'), name, color: 'ededed', description: null });
        }
        findIssue(repository, issue).labels.push(name);
    },
    unlabel: (_, repository, { issue, name }) => {
        const found = findIssue(repository, issue);
        found.labels = found.labels.filter((one) => one !== name);
    },
    close: (world, repository, { issue }) => Object.assign(findIssue(repository, issue), { state: 'closed', closedAt: world.clock.now() }),
    edit_comment: (world, repository, { id, body }) => Object.assign(repository.comments.find((one) => one.id === id), { body, updatedAt: world.clock.now() }),
    run: (_, repository, { id, ...facts }) => Object.assign(repository.runs.find((one) => one.id === id), facts),
    settings: (_, repository, spec) => Object.assign(repository.settings, spec),
    role: (_, repository, { user, role }) => { repository.roles[user] = role; },
    faults: (world, _, spec) => { world.faults = spec.map((fault) => ({ ...fault, seen: 0 })); },
};

// { action: { ... , repository } }: one action by its name.
function act(world, body) {
    for (const [name, spec] of Object.entries(body)) {
        if (!ACTIONS[name]) throw new Error(`There is no action ${name}. There are ${Object.keys(ACTIONS).join(', ')}.`);
        const { repository: where, ...rest } = spec;
        const given = Array.isArray(spec) ? spec : rest;
        ACTIONS[name](world, where ? world.repository(where) : world.home(), given);
    }
    return {};
}

export function control(world, server, { path, body }) {
    if (path === '/_standin/state') return wholeState(world, server);
    if (path === '/_standin/do') return act(world, body);
    throw new Error(`The stand-in has no ${path}.`);
}
