// Issues, comments, labels and reactions. A pull request is an issue too.
import { Reply, sorted } from '../call.mjs';
import { invalid, notFound, unprocessable, ApiError } from '../errors.mjs';
import {
    commentShape,
    commentsOf,
    issueShape,
    labelShape,
    reactionShape,
} from '../shapes_issues.mjs';

const LONGEST = 65536;

export function checkBody(resource, body) {
    if (body && [...body].length > LONGEST) {
        throw invalid(
            resource,
            'body',
            'custom',
            `body is too long (maximum is ${LONGEST} characters)`,
        );
    }
}

export function findIssue(repository, number) {
    const issue = repository.issues.find((one) => one.number === Number(number));
    if (!issue) throw notFound();
    return issue;
}

function findComment({ repository, params }) {
    const comment = repository.comments.find((one) => one.id === Number(params.comment_id));
    if (!comment) throw notFound();
    return comment;
}

const nameOf = (label) => (typeof label === 'string' ? label : label.name);

// Labels by their own spelling; those that are new are made, as GitHub does.
function ensureLabels(world, repository, labels) {
    return [...new Set((labels ?? []).map(nameOf))].map((name) => {
        const known = repository.labels.find(
            (label) => label.name.toLowerCase() === name.toLowerCase(),
        );
        if (known) return known.name;
        repository.labels.push({
            id: world.nextId('label'),
            name,
            color: 'ededed',
            description: '',
        });
        return name;
    });
}

export const nextNumber = (repository) =>
    1 + Math.max(0, ...repository.issues.map((issue) => issue.number));

export function newIssue(world, repository, { title, body, user }) {
    const at = world.clock.now();
    const issue = {
        id: world.nextId('issue'),
        number: nextNumber(repository),
        title,
        body: body ?? null,
        user,
        state: 'open',
        labels: [],
        assignees: [],
        createdAt: at,
        updatedAt: at,
        closedAt: null,
    };
    repository.issues.push(issue);
    return issue;
}

function createIssue({ world, repository, body, actor }) {
    checkBody('Issue', body.body);
    if (String(body.title).trim() === '') throw invalid('Issue', 'title', 'missing_field');
    if (repository.settings.issues === false)
        throw new ApiError(410, 'Issues has been disabled in this repository.');
    const labels = ensureLabels(world, repository, body.labels);
    const issue = newIssue(world, repository, {
        title: String(body.title),
        body: body.body,
        user: actor,
    });
    Object.assign(issue, { labels, assignees: assignable(world, body.assignees) });
    return issueShape(world, repository, issue);
}

const assignable = (world, logins) => (logins ?? []).filter((login) => world.user(login));

export function setState({ world, actor }, issue, { state, state_reason: reason }) {
    if (!state || state === issue.state) return;
    if (issue.pull?.mergedAt)
        throw invalid(
            'PullRequest',
            'state',
            'custom',
            'Cannot change the state of a merged pull request.',
        );
    issue.state = state;
    issue.closedAt = state === 'closed' ? world.clock.now() : null;
    issue.closedBy = state === 'closed' ? actor : null;
    issue.stateReason = state === 'closed' ? (reason ?? 'completed') : 'reopened';
}

function updateIssue(call) {
    const { world, repository, params, body } = call;
    const issue = findIssue(repository, params.issue_number);
    checkBody('Issue', body.body);
    setState(call, issue, body);
    if (body.title !== undefined && body.title !== null) issue.title = String(body.title);
    if (body.body !== undefined) issue.body = body.body;
    if (body.labels) issue.labels = ensureLabels(world, repository, body.labels);
    if (body.assignees) issue.assignees = assignable(world, body.assignees);
    issue.updatedAt = world.clock.now();
    return issueShape(world, repository, issue);
}

function listIssues(call) {
    const { world, repository, query } = call;
    const state = query.state ?? 'open';
    const labels = (query.labels ?? '')
        .split(',')
        .filter(Boolean)
        .map((name) => name.toLowerCase());
    const found = repository.issues.filter(
        (issue) =>
            (state === 'all' || issue.state === state) &&
            labels.every((name) => issue.labels.some((own) => own.toLowerCase() === name)) &&
            (!query.creator || issue.user.toLowerCase() === query.creator.toLowerCase()) &&
            (!query.since || issue.updatedAt >= query.since),
    );
    return call.page(sorted(found, query)).map((issue) => issueShape(world, repository, issue));
}

function createComment({ world, repository, params, body, actor }) {
    const issue = findIssue(repository, params.issue_number);
    checkBody('IssueComment', body.body);
    if (body.body.trim() === '') throw invalid('IssueComment', 'body', 'missing_field');
    const at = world.clock.now();
    const comment = {
        id: world.nextId('comment'),
        issue: issue.number,
        user: actor,
        body: body.body,
        createdAt: at,
        updatedAt: at,
    };
    repository.comments.push(comment);
    issue.updatedAt = at;
    return commentShape(world, repository, comment);
}

function updateComment(call) {
    const comment = findComment(call);
    checkBody('IssueComment', call.body.body);
    Object.assign(comment, { body: call.body.body, updatedAt: call.world.clock.now() });
    return commentShape(call.world, call.repository, comment);
}

function deleteComment(call) {
    const comment = findComment(call);
    call.repository.comments.splice(call.repository.comments.indexOf(comment), 1);
    return new Reply(204);
}

function listComments(call) {
    const { world, repository, params, query } = call;
    const all = commentsOf(repository, findIssue(repository, params.issue_number));
    const found = all.filter((comment) => !query.since || comment.updatedAt >= query.since);
    return call.page(found).map((comment) => commentShape(world, repository, comment));
}

function changeLabels({ world, repository, params, body }, keep) {
    const issue = findIssue(repository, params.issue_number);
    const wanted = Array.isArray(body) ? body : (body?.labels ?? []);
    issue.labels = [
        ...new Set([...(keep ? issue.labels : []), ...ensureLabels(world, repository, wanted)]),
    ];
    issue.updatedAt = world.clock.now();
    return labelList(world, repository, issue);
}

const labelList = (world, repository, issue) =>
    issue.labels.map((name) =>
        labelShape(
            world,
            repository,
            repository.labels.find((label) => label.name === name),
        ),
    );

function removeLabel({ world, repository, params }) {
    const issue = findIssue(repository, params.issue_number);
    const kept = issue.labels.filter((name) => name.toLowerCase() !== params.name.toLowerCase());
    if (kept.length === issue.labels.length) throw new ApiError(404, 'Label does not exist');
    issue.labels = kept;
    return labelList(world, repository, issue);
}

function createLabel({ world, repository, body }) {
    if (repository.labels.some((label) => label.name.toLowerCase() === body.name.toLowerCase())) {
        throw invalid('Label', 'name', 'already_exists');
    }
    if (body.color && !/^[0-9a-f]{6}$/i.test(body.color))
        throw invalid('Label', 'color', 'invalid');
    if ((body.description ?? '').length > 100) {
        throw invalid(
            'Label',
            'description',
            'custom',
            'description is too long (maximum is 100 characters)',
        );
    }
    const label = {
        id: world.nextId('label'),
        name: body.name,
        color: body.color ?? 'ededed',
        description: body.description ?? null,
    };
    repository.labels.push(label);
    return labelShape(world, repository, label);
}

function getLabel({ world, repository, params }) {
    const found = repository.labels.find(
        (label) => label.name.toLowerCase() === params.name.toLowerCase(),
    );
    if (!found) throw notFound();
    return labelShape(world, repository, found);
}

function react({ world, repository, body, actor }, on, target) {
    const known = repository.reactions.find(
        (one) =>
            one.on === on &&
            one.target === target &&
            one.user === actor &&
            one.content === body.content,
    );
    if (known) return new Reply(200, reactionShape(world, known));
    const made = {
        id: world.nextId('reaction'),
        on,
        target,
        user: actor,
        content: body.content,
        createdAt: world.clock.now(),
    };
    repository.reactions.push(made);
    return new Reply(201, reactionShape(world, made));
}

function listReactions(call, on, target) {
    const found = call.repository.reactions.filter(
        (one) =>
            one.on === on &&
            one.target === target &&
            (!call.query.content || one.content === call.query.content),
    );
    return call.page(found).map((one) => reactionShape(call.world, one));
}

function deleteReaction({ repository, params }) {
    const at = repository.reactions.findIndex((one) => one.id === Number(params.reaction_id));
    if (at < 0) throw notFound();
    repository.reactions.splice(at, 1);
    return new Reply(204);
}

const issueTarget = (call) => findIssue(call.repository, call.params.issue_number).number;

function unlocked(handler) {
    return (call) => {
        if (call.body === undefined)
            throw unprocessable("Invalid request.\n\nFor 'properties/body', nil is not an object.");
        return handler(call);
    };
}

export const issueEndpoints = {
    'issues/create': unlocked(createIssue),
    'issues/get': ({ world, repository, params }) =>
        issueShape(world, repository, findIssue(repository, params.issue_number)),
    'issues/update': unlocked(updateIssue),
    'issues/list-for-repo': listIssues,
    'issues/create-comment': unlocked(createComment),
    'issues/get-comment': (call) => commentShape(call.world, call.repository, findComment(call)),
    'issues/update-comment': unlocked(updateComment),
    'issues/delete-comment': deleteComment,
    'issues/list-comments': listComments,
    'issues/add-labels': (call) => changeLabels(call, true),
    'issues/set-labels': (call) => changeLabels(call, false),
    'issues/remove-label': removeLabel,
    'issues/list-labels-on-issue': (call) =>
        call.page(
            labelList(
                call.world,
                call.repository,
                findIssue(call.repository, call.params.issue_number),
            ),
        ),
    'issues/create-label': unlocked(createLabel),
    'issues/get-label': getLabel,
    'issues/list-labels-for-repo': (call) =>
        call
            .page(call.repository.labels)
            .map((label) => labelShape(call.world, call.repository, label)),
    'reactions/create-for-issue-comment': (call) => react(call, 'comment', findComment(call).id),
    'reactions/list-for-issue-comment': (call) =>
        listReactions(call, 'comment', findComment(call).id),
    'reactions/delete-for-issue-comment': deleteReaction,
    'reactions/create-for-issue': (call) => react(call, 'issue', issueTarget(call)),
    'reactions/list-for-issue': (call) => listReactions(call, 'issue', issueTarget(call)),
};
