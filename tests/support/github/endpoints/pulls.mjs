// Pull requests, their files, reviews and suggestions.
import { Reply, sorted } from '../call.mjs';
import { forbidden, invalid, notFound, unprocessable, ApiError } from '../errors.mjs';
import { refreshPull } from '../refs.mjs';
import { commitShape, fileShape } from '../shapes_git.mjs';
import { pullShape, pullSimple, reviewCommentShape, reviewShape } from '../shapes_issues.mjs';
import { BOT } from '../world.mjs';
import { checkBody, findIssue, newIssue, setState } from './issues.mjs';

const NOT_PERMITTED = 'GitHub Actions is not permitted to create or approve pull requests.';

export function findPull({ repository, params }) {
    const issue = findIssue(repository, params.pull_number);
    if (!issue.pull) throw notFound();
    return issue;
}

function headOf(world, repository, body) {
    const [owner, branch] = body.head.includes(':')
        ? body.head.split(':')
        : [repository.owner, body.head];
    const where = [...world.repositories.values()].find(
        (one) =>
            one.owner.toLowerCase() === owner.toLowerCase() &&
            (one === repository ||
                one.parent === repository.fullName ||
                repository.parent === one.fullName),
    );
    const sha = where?.git.ref(`refs/heads/${branch}`);
    if (!sha) throw invalid('PullRequest', 'head', 'invalid');
    return { where, branch, sha };
}

function checkNewPull(repository, { head, base, baseSha }) {
    const same = repository.issues.find(
        (issue) =>
            issue.pull &&
            issue.state === 'open' &&
            issue.pull.headRepository === head.where.fullName &&
            issue.pull.headRef === head.branch &&
            issue.pull.baseRef === base,
    );
    const refuse = (message) =>
        new ApiError(422, 'Validation Failed', {
            errors: [{ resource: 'PullRequest', code: 'custom', message }],
        });
    if (same) throw refuse(`A pull request already exists for ${head.where.owner}:${head.branch}.`);
    if (repository.git.type(head.sha) && repository.git.isAncestor(head.sha, baseSha)) {
        throw refuse(`No commits between ${base} and ${head.branch}`);
    }
}

function createPull({ world, repository, body, actor }) {
    if (actor === BOT && repository.settings.actions_can_create_pulls === false)
        throw forbidden(NOT_PERMITTED);
    if (body.draft && repository.settings.drafts === false) {
        throw unprocessable('Draft pull requests are not supported in this repository.');
    }
    checkBody('PullRequest', body.body);
    if (body.title === undefined && body.issue === undefined)
        throw invalid('PullRequest', 'title', 'missing_field');
    const baseSha = repository.git.ref(`refs/heads/${body.base}`);
    if (!baseSha) throw invalid('PullRequest', 'base', 'invalid');
    const head = headOf(world, repository, body);
    checkNewPull(repository, { head, base: body.base, baseSha });
    const issue = newIssue(world, repository, { title: body.title, body: body.body, user: actor });
    issue.pull = {
        headRepository: head.where.fullName,
        headRef: head.branch,
        headSha: undefined,
        baseRef: body.base,
        baseSha,
        draft: body.draft ?? false,
        mergedAt: null,
    };
    refreshPull(world, repository, issue);
    return pullShape(world, repository, issue);
}

function updatePull(call) {
    const { world, repository, body } = call;
    const issue = findPull(call);
    checkBody('PullRequest', body?.body);
    if (body?.base) {
        if (!repository.git.ref(`refs/heads/${body.base}`))
            throw invalid('PullRequest', 'base', 'invalid');
        issue.pull.baseRef = body.base;
    }
    if (
        body?.state === 'open' &&
        issue.state === 'closed' &&
        !world
            .repository(issue.pull.headRepository ?? '-/-')
            ?.git.ref(`refs/heads/${issue.pull.headRef}`)
    ) {
        throw invalid(
            'PullRequest',
            'state',
            'invalid',
            `state cannot be changed. The ${issue.pull.headRef} branch has been deleted.`,
        );
    }
    setState(call, issue, body ?? {});
    issue.title = body?.title ?? issue.title;
    if (body?.body !== undefined) issue.body = body.body;
    issue.updatedAt = world.clock.now();
    refreshPull(world, repository, issue);
    return pullShape(world, repository, issue);
}

function listPulls(call) {
    const { world, repository, query } = call;
    const state = query.state ?? 'open';
    const fits = ({ pull }) => {
        const owner = (pull.headRepository ?? repository.fullName).split('/')[0];
        return (
            (!query.base || pull.baseRef === query.base) &&
            (!query.head?.includes(':') ||
                `${owner}:${pull.headRef}`.toLowerCase() === query.head.toLowerCase())
        );
    };
    const found = repository.issues.filter(
        (issue) => issue.pull && (state === 'all' || issue.state === state) && fits(issue),
    );
    return call.page(sorted(found, query)).map((issue) => pullSimple(world, repository, issue));
}

function changedFiles(repository, issue) {
    const { baseSha, headSha } = issue.pull;
    return repository.git.changes(repository.git.mergeBase(baseSha, headSha), headSha);
}

function getPull(call) {
    const { world, repository } = call;
    const issue = findPull(call);
    if (!call.accepts('.diff') && !call.accepts('.patch'))
        return pullShape(world, repository, issue);
    const { baseSha, headSha } = issue.pull;
    const from = repository.git.mergeBase(baseSha, headSha);
    const words = call.accepts('.diff')
        ? ['diff', '-M', from, headSha]
        : ['format-patch', '--stdout', '--no-signature', `${from}..${headSha}`];
    return new Reply(200, undefined, {
        bytes: repository.git.text(words),
        headers: { 'content-type': 'text/plain; charset=utf-8' },
    });
}

// The lines of each side that a patch shows: what a review comment can stand on.
function shownLines(patch) {
    const lines = { LEFT: new Set(), RIGHT: new Set() };
    let at = { LEFT: 0, RIGHT: 0 };
    for (const line of (patch ?? '').split('\n')) {
        const hunk = /^@@ -(\d+)(?:,\d+)? \+(\d+)/.exec(line);
        if (hunk) {
            at = { LEFT: Number(hunk[1]), RIGHT: Number(hunk[2]) };
            continue;
        }
        for (const side of ['LEFT', 'RIGHT']) {
            if (line[0] !== (side === 'LEFT' ? '+' : '-') && line[0] !== '\\') {
                lines[side].add(at[side]);
                at[side] += 1;
            }
        }
    }
    return lines;
}

function checkPlace(files, comment) {
    const file = files.find((one) => one.filename === comment.path);
    if (!file) throw unprocessable('Unprocessable Entity', ['Path could not be resolved']);
    if (comment.subject_type === 'file') return file;
    const lines = shownLines(file.patch)[comment.side ?? 'RIGHT'];
    const wanted = [comment.line, comment.start_line].filter((line) => line !== undefined);
    if (
        comment.position === undefined &&
        (!wanted.length || wanted.some((line) => !lines.has(line)))
    ) {
        throw unprocessable('Unprocessable Entity', ['Line could not be resolved']);
    }
    return file;
}

function addReviewComment(call, issue, review, comment) {
    const { world, repository, actor } = call;
    const file = checkPlace(changedFiles(repository, issue), comment);
    const made = {
        id: world.nextId('review'),
        review,
        pull: issue.number,
        path: comment.path,
        body: comment.body,
        user: actor,
        commit: comment.commit_id ?? issue.pull.headSha,
        line: comment.line,
        startLine: comment.start_line ?? null,
        side: comment.side ?? 'RIGHT',
        startSide: comment.start_line ? (comment.start_side ?? 'RIGHT') : null,
        hunk: (file.patch ?? '').split('\n')[0],
        createdAt: world.clock.now(),
    };
    repository.reviewComments.push(made);
    return made;
}

const STATES = { COMMENT: 'COMMENTED', APPROVE: 'APPROVED', REQUEST_CHANGES: 'CHANGES_REQUESTED' };

function checkReview({ body, actor }, issue) {
    if (body?.event === 'APPROVE' && actor === BOT) throw forbidden(NOT_PERMITTED);
    if (['APPROVE', 'REQUEST_CHANGES'].includes(body?.event) && issue.user === actor) {
        const what = body.event === 'APPROVE' ? 'approve' : 'request changes on';
        throw unprocessable('Unprocessable Entity', [`Can not ${what} your own pull request`]);
    }
    if (body?.event === 'COMMENT' && !body.body && !body.comments?.length) {
        throw unprocessable('Unprocessable Entity', ['Could not create review: body is missing']);
    }
}

function createReview(call) {
    const { world, repository, body, actor } = call;
    const issue = findPull(call);
    checkReview(call, issue);
    checkBody('PullRequestReview', body?.body);
    const files = changedFiles(repository, issue);
    (body?.comments ?? []).forEach((comment) => checkPlace(files, comment));
    const review = {
        id: world.nextId('review'),
        pull: issue.number,
        user: actor,
        body: body?.body ?? '',
        state: STATES[body?.event] ?? 'PENDING',
        commit: body?.commit_id ?? issue.pull.headSha,
        createdAt: world.clock.now(),
    };
    repository.reviews.push(review);
    (body?.comments ?? []).forEach((comment) => addReviewComment(call, issue, review.id, comment));
    return reviewShape(world, repository, review);
}

export const pullEndpoints = {
    'pulls/create': createPull,
    'pulls/get': getPull,
    'pulls/update': updatePull,
    'pulls/list': listPulls,
    'pulls/list-files': (call) =>
        call
            .page(changedFiles(call.repository, findPull(call)))
            .map((file) =>
                fileShape(call.world, call.repository, file, findPull(call).pull.headSha),
            ),
    'pulls/list-commits': (call) => {
        const { pull } = findPull(call);
        return call
            .page(call.repository.git.commits(`${pull.baseSha}..${pull.headSha}`).reverse())
            .map((sha) => commitShape(call.world, call.repository, sha));
    },
    'pulls/create-review': createReview,
    'pulls/list-reviews': (call) =>
        call
            .page(call.repository.reviews.filter((one) => one.pull === findPull(call).number))
            .map((review) => reviewShape(call.world, call.repository, review)),
    'pulls/create-review-comment': (call) =>
        reviewCommentShape(
            call.world,
            call.repository,
            addReviewComment(call, findPull(call), null, call.body),
        ),
    'pulls/list-review-comments': (call) =>
        call
            .page(
                call.repository.reviewComments.filter((one) => one.pull === findPull(call).number),
            )
            .map((comment) => reviewCommentShape(call.world, call.repository, comment)),
};
