// The bodies of issues, pull requests, comments, labels, reactions and reviews.
import {
    associationOf,
    nestedRepository,
    nodeId,
    pageUrl,
    performedVia,
    repositoryUrl,
    userShape,
} from './shapes.mjs';

const REACTIONS = ['+1', '-1', 'laugh', 'hooray', 'confused', 'heart', 'rocket', 'eyes'];

export function labelShape(world, repository, label) {
    return {
        id: label.id,
        node_id: nodeId('Label', label.id),
        name: label.name,
        color: label.color,
        url: `${repositoryUrl(world, repository)}/labels/${encodeURIComponent(label.name)}`,
        description: label.description,
        default: false,
    };
}

function labelsOf(world, repository, issue) {
    return issue.labels.map((name) =>
        labelShape(
            world,
            repository,
            repository.labels.find((label) => label.name === name),
        ),
    );
}

export function reactionShape(world, reaction) {
    return {
        id: reaction.id,
        node_id: nodeId('Reaction', reaction.id),
        user: userShape(world, reaction.user),
        content: reaction.content,
        created_at: reaction.createdAt,
    };
}

function rollup(repository, on, target, url) {
    const all = repository.reactions.filter((one) => one.on === on && one.target === target);
    const counts = REACTIONS.map((name) => [
        name,
        all.filter((one) => one.content === name).length,
    ]);
    return { url: `${url}/reactions`, total_count: all.length, ...Object.fromEntries(counts) };
}

function milestones(issue) {
    const shaped = issue.assignees;
    return { milestone: null, assignees: shaped, assignee: shaped[0] ?? null };
}

function pullLinks(world, repository, issue) {
    const page = `${pageUrl(world, repository)}/pull/${issue.number}`;
    return {
        url: `${repositoryUrl(world, repository)}/pulls/${issue.number}`,
        html_url: page,
        diff_url: `${page}.diff`,
        patch_url: `${page}.patch`,
        merged_at: issue.pull.mergedAt,
    };
}

const assigned = (world, issue) => ({
    assignees: issue.assignees.map((login) => userShape(world, login)),
});

export function issueShape(world, repository, issue) {
    const url = `${repositoryUrl(world, repository)}/issues/${issue.number}`;
    const page = `${pageUrl(world, repository)}/${issue.pull ? 'pull' : 'issues'}/${issue.number}`;
    return {
        url,
        repository_url: repositoryUrl(world, repository),
        labels_url: `${url}/labels{/name}`,
        comments_url: `${url}/comments`,
        events_url: `${url}/events`,
        html_url: page,
        id: issue.id,
        node_id: nodeId(issue.pull ? 'PullRequest' : 'Issue', issue.id),
        number: issue.number,
        title: issue.title,
        user: userShape(world, issue.user),
        labels: labelsOf(world, repository, issue),
        state: issue.state,
        locked: false,
        ...milestones(assigned(world, issue)),
        comments: commentsOf(repository, issue).length,
        created_at: issue.createdAt,
        updated_at: issue.updatedAt,
        closed_at: issue.closedAt,
        closed_by: issue.closedBy ? userShape(world, issue.closedBy) : null,
        author_association: associationOf(world, repository, issue.user),
        active_lock_reason: null,
        body: issue.body,
        reactions: rollup(repository, 'issue', issue.number, url),
        timeline_url: `${url}/timeline`,
        performed_via_github_app: performedVia(world, issue.user),
        state_reason: issue.stateReason ?? null,
        ...(issue.pull
            ? { draft: issue.pull.draft, pull_request: pullLinks(world, repository, issue) }
            : {}),
    };
}

export const commentsOf = (repository, issue) =>
    repository.comments.filter((comment) => comment.issue === issue.number);

export function commentShape(world, repository, comment) {
    const url = `${repositoryUrl(world, repository)}/issues/comments/${comment.id}`;
    const issue = repository.issues.find((one) => one.number === comment.issue);
    const kind = issue?.pull ? 'pull' : 'issues';
    const page = `${pageUrl(world, repository)}/${kind}/${comment.issue}`;
    return {
        url,
        html_url: `${page}#issuecomment-${comment.id}`,
        issue_url: `${repositoryUrl(world, repository)}/issues/${comment.issue}`,
        id: comment.id,
        node_id: nodeId('IssueComment', comment.id),
        user: userShape(world, comment.user),
        created_at: comment.createdAt,
        updated_at: comment.updatedAt,
        body: comment.body,
        author_association: associationOf(world, repository, comment.user),
        reactions: rollup(repository, 'comment', comment.id, url),
        performed_via_github_app: performedVia(world, comment.user),
    };
}

function side(world, repository, { ref, sha, fullName }) {
    const where = fullName ? world.repository(fullName) : undefined;
    const owner = where?.owner ?? repository.owner;
    return {
        label: `${owner}:${ref}`,
        ref,
        sha,
        user: userShape(world, owner),
        repo: where ? nestedRepository(world, where) : null,
    };
}

// A pull request as lists show it.
export function pullSimple(world, repository, issue) {
    const { pull } = issue;
    const url = `${repositoryUrl(world, repository)}/pulls/${issue.number}`;
    const asIssue = `${repositoryUrl(world, repository)}/issues/${issue.number}`;
    const links = pullLinks(world, repository, issue);
    const urls = {
        comments: `${asIssue}/comments`,
        review_comments: `${url}/comments`,
        review_comment: `${repositoryUrl(world, repository)}/pulls/comments{/number}`,
        commits: `${url}/commits`,
        statuses: `${repositoryUrl(world, repository)}/statuses/${pull.headSha}`,
    };
    return {
        ...links,
        id: issue.id,
        node_id: nodeId('PullRequest', issue.id),
        issue_url: asIssue,
        number: issue.number,
        ...Object.fromEntries(Object.entries(urls).map(([name, value]) => [`${name}_url`, value])),
        state: issue.state,
        locked: false,
        title: issue.title,
        user: userShape(world, issue.user),
        body: issue.body,
        created_at: issue.createdAt,
        updated_at: issue.updatedAt,
        closed_at: issue.closedAt,
        merge_commit_sha: pull.mergeSha ?? null,
        ...milestones(assigned(world, issue)),
        requested_reviewers: [],
        requested_teams: [],
        labels: labelsOf(world, repository, issue),
        draft: pull.draft,
        head: side(world, repository, {
            ref: pull.headRef,
            sha: pull.headSha,
            fullName: pull.headRepository,
        }),
        base: side(world, repository, {
            ref: pull.baseRef,
            sha: pull.baseSha,
            fullName: repository.fullName,
        }),
        _links: {
            self: { href: url },
            html: { href: links.html_url },
            issue: { href: asIssue },
            ...Object.fromEntries(
                Object.entries(urls).map(([name, value]) => [name, { href: value }]),
            ),
        },
        author_association: associationOf(world, repository, issue.user),
        auto_merge: null,
        active_lock_reason: null,
    };
}

export function pullShape(world, repository, issue) {
    const { pull } = issue;
    const files = repository.git.changes(
        repository.git.mergeBase(pull.baseSha, pull.headSha),
        pull.headSha,
    );
    const total = (name) => files.reduce((sum, file) => sum + file[name], 0);
    return {
        ...pullSimple(world, repository, issue),
        merged: pull.mergedAt !== null,
        mergeable: pull.mergeSha !== undefined,
        rebaseable: pull.mergeSha !== undefined,
        mergeable_state: pull.mergeSha ? 'clean' : 'dirty',
        merged_by: null,
        comments: commentsOf(repository, issue).length,
        maintainer_can_modify: false,
        review_comments: repository.reviewComments.filter((one) => one.pull === issue.number)
            .length,
        commits: repository.git.commits(`${pull.baseSha}..${pull.headSha}`).length,
        additions: total('additions'),
        deletions: total('deletions'),
        changed_files: files.length,
    };
}

function reviewLinks(world, repository, number, anchor) {
    const html = `${pageUrl(world, repository)}/pull/${number}#${anchor}`;
    const pull = `${repositoryUrl(world, repository)}/pulls/${number}`;
    return {
        html_url: html,
        pull_request_url: pull,
        _links: { html: { href: html }, pull_request: { href: pull } },
    };
}

export function reviewShape(world, repository, review) {
    return {
        id: review.id,
        node_id: nodeId('PullRequestReview', review.id),
        user: userShape(world, review.user),
        body: review.body,
        state: review.state,
        commit_id: review.commit,
        ...reviewLinks(world, repository, review.pull, `pullrequestreview-${review.id}`),
        author_association: associationOf(world, repository, review.user),
        submitted_at: review.createdAt,
    };
}

export function reviewCommentShape(world, repository, comment) {
    const url = `${repositoryUrl(world, repository)}/pulls/comments/${comment.id}`;
    const links = reviewLinks(world, repository, comment.pull, `discussion_r${comment.id}`);
    return {
        url,
        pull_request_review_id: comment.review,
        id: comment.id,
        node_id: nodeId('PullRequestReviewComment', comment.id),
        diff_hunk: comment.hunk,
        path: comment.path,
        commit_id: comment.commit,
        original_commit_id: comment.commit,
        user: userShape(world, comment.user),
        body: comment.body,
        created_at: comment.createdAt,
        updated_at: comment.createdAt,
        author_association: associationOf(world, repository, comment.user),
        ...links,
        _links: { self: { href: url }, ...links._links },
        line: comment.line,
        original_line: comment.line,
        start_line: comment.startLine,
        original_start_line: comment.startLine,
        side: comment.side,
        start_side: comment.startSide,
        subject_type: 'line',
        position: 1,
        original_position: 1,
        reactions: rollup(repository, 'review-comment', comment.id, url),
    };
}
