// What the driver of the tests asks and does beside the API, under /_standin/. Never recorded.
import { addCommit } from './repository_setup.mjs';
import { addComment } from './scenario.mjs';
import { fullRepository, userShape } from './shapes.mjs';
import { artifactShape, checkShape, runShape } from './shapes_actions.mjs';
import {
    commentShape,
    issueShape,
    labelShape,
    pullShape,
    reactionShape,
    reviewCommentShape,
    reviewShape,
} from './shapes_issues.mjs';

// Lists in GitHub's shapes; what GitHub does not show stands under `standin`.
function stateOf(world, repository) {
    const all = (list, shape, more = () => ({})) =>
        list.map((one) => ({
            ...shape(world, repository, one),
            standin: { in: repository.fullName, ...more(one) },
        }));
    const plain = (_, __, one) => one;
    return {
        repositories: [fullRepository(world, repository)],
        refs: all(repository.git.refs(), (_, __, { name, sha }) => ({ ref: name, sha })),
        threads: all(repository.issues, issueShape),
        issues: all(
            repository.issues.filter((one) => !one.pull),
            issueShape,
        ),
        pulls: all(
            repository.issues.filter((one) => one.pull),
            pullShape,
            (one) => ({ verified: repository.git.commit(one.pull.headSha).verified }),
        ),
        comments: all(repository.comments, commentShape, ({ issue }) => ({ issue })),
        labels: all(repository.labels, labelShape),
        reactions: all(
            repository.reactions,
            (_, __, one) => reactionShape(world, one),
            ({ on, target }) => ({ on, target }),
        ),
        reviews: all(repository.reviews, reviewShape, ({ pull }) => ({ pull })),
        review_comments: all(repository.reviewComments, reviewCommentShape, ({ pull }) => ({
            pull,
        })),
        runs: all(repository.runs, runShape),
        artifacts: all(
            repository.runs.flatMap((run) => run.artifacts ?? []),
            artifactShape,
        ),
        checks: all(repository.checks, checkShape, ({ annotations }) => ({ annotations })),
        dispatches: all(repository.dispatches, plain),
        sarifs: all(repository.sarifs, plain),
        advisories: all(repository.advisories, (_, __, one) => ({ id: one.id, ...one.body })),
    };
}

function wholeState(world, server) {
    const whole = {
        users: {},
        start: new Date(world.clock.start).toISOString(),
        blobs: world.blobs,
    };
    for (const repository of world.repositories.values()) {
        for (const [kind, list] of Object.entries(stateOf(world, repository))) {
            whole[kind] = [...(whole[kind] ?? []), ...list];
        }
    }
    for (const user of world.users.values()) whole.users[user.login] = userShape(world, user.login);
    return whole;
}

// Sets members of the JSON that is kept in a file of a ref, as if time had passed or a hand had
// been at it.
function rewrite(_, repository, { ref, file, set }) {
    const { git } = repository;
    const before = git.ref(ref);
    if (!before) throw new Error(`There is no ref ${ref} to rewrite.`);
    const kept = { ...JSON.parse(git.text(['show', `${before}:${file}`])), ...set };
    const sha = git.writeObject('blob', JSON.stringify(kept));
    const tree = git.writeTree(undefined, [{ path: file, mode: '100644', type: 'blob', sha }]);
    const who = { name: 'A', email: 'a@example.com', date: '2026-01-01T00:00:00Z' };
    const commit = { tree, parents: [before], message: 'rewritten', author: who, committer: who };
    git.writeRef(ref, git.writeCommit(commit));
}

const findIssue = (repository, number) => repository.issues.find((one) => one.number === number);

const ACTIONS = {
    push: (world, repository, spec) =>
        addCommit(
            world,
            repository,
            spec.branch,
            { message: 'meanwhile', at: '+0s', ...spec },
            world.root,
        ),
    delete_branch: (world, repository, { branch, user }) =>
        world.move(repository, `refs/heads/${branch}`, null, { actor: user }),
    label: (world, repository, { issue, name }) => {
        if (!repository.labels.some((one) => one.name === name)) {
            repository.labels.push({
                id: world.nextId('label'),
                name,
                color: 'ededed',
                description: null,
            });
        }
        findIssue(repository, issue).labels.push(name);
    },
    unlabel: (_, repository, { issue, name }) => {
        const found = findIssue(repository, issue);
        found.labels = found.labels.filter((one) => one !== name);
    },
    close: (world, repository, { issue }) =>
        Object.assign(findIssue(repository, issue), {
            state: 'closed',
            closedAt: world.clock.now(),
        }),
    comment: (world, repository, spec) => addComment(world, repository, { at: world.clock.now(), ...spec }),
    rewrite,
    edit_comment: (world, repository, { id, body }) =>
        Object.assign(
            repository.comments.find((one) => one.id === id),
            { body, updatedAt: world.clock.now() },
        ),
    run: (_, repository, { id, ...facts }) =>
        Object.assign(
            repository.runs.find((one) => one.id === id),
            facts,
        ),
    settings: (_, repository, spec) => Object.assign(repository.settings, spec),
    role: (_, repository, { user, role }) => {
        repository.roles[user] = role;
    },
    faults: (world, _, spec) => {
        world.faults = spec.map((fault) => ({ ...fault, seen: 0 }));
    },
};

// { action: { ... , repository } }: one action by its name.
function act(world, body) {
    for (const [name, spec] of Object.entries(body)) {
        if (!ACTIONS[name])
            throw new Error(
                `There is no action ${name}. There are ${Object.keys(ACTIONS).join(', ')}.`,
            );
        const { repository: where, ...rest } = spec;
        const given = Array.isArray(spec) ? spec : rest;
        ACTIONS[name](world, where ? world.repository(where) : world.home(), given);
    }
    return {};
}

export function control(world, server, { path, body }) {
    if (path === '/_standin/begin') {
        server.begin(body.scenario, { directory: body.directory, root: body.root });
        return {};
    }
    if (path === '/_standin/count') return { requests: server.count };
    if (path === '/_standin/state') return wholeState(world, server);
    if (path === '/_standin/do') return act(world, body);
    throw new Error(`The stand-in has no ${path}.`);
}
