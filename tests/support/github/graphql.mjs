// POST /graphql: GitHub's own GraphQL schema checks every query; what is resolved is what follows.
import { readFileSync } from 'node:fs';
import { Reply } from './call.mjs';
import { defaultPeople } from './endpoints/git_data.mjs';
import { peer, peerFile } from './peers.mjs';
import { QueryError, need } from './graphql_access.mjs';
import { addReaction, updateRefs } from './graphql_changes.mjs';
import { connection, suitesOf } from './graphql_checks.mjs';
import { checkWorkflowFiles } from './scopes.mjs';
import { nodeId, pageUrl } from './shapes.mjs';
import { commentsOf } from './shapes_issues.mjs';

let schema;

function loadedSchema() {
    schema ??= peer('graphql').buildSchema(
        readFileSync(peerFile('@octokit/graphql-schema/schema.graphql'), 'utf8'),
        { assumeValid: true },
    );
    return schema;
}

// Apps lack their "[bot]" here, and are of another type.
function actorNode(world, login) {
    if (!login) return null;
    const user = world.user(login);
    const isBot = user.type === 'Bot';
    return {
        __typename: isBot ? 'Bot' : 'User',
        login: isBot ? login.replace(/\[bot\]$/, '') : login,
        databaseId: user.id,
    };
}

// What git's own expressions name: "HEAD:file", "refs/mendel/state", "<commit>:folder".
function objectNode(world, repository, expression) {
    const git = repository.git;
    const named = expression.startsWith('HEAD:')
        ? `refs/heads/${repository.defaultBranch}${expression.slice(4)}`
        : expression;
    const oid = git.line(['rev-parse', '-q', '--verify', '--end-of-options', named]);
    const type = oid && git.type(oid);
    if (type === 'commit') return commitNode(world, repository, oid);
    if (type === 'blob') {
        const bytes = git.run(['cat-file', 'blob', oid]).stdout;
        const isBinary = bytes.includes(0);
        return {
            __typename: 'Blob',
            oid,
            byteSize: bytes.length,
            isBinary,
            isTruncated: false,
            text: isBinary ? null : bytes.toString(),
        };
    }
    if (type !== 'tree') return null;
    const lines = git.text(['ls-tree', '-z', oid]).split('\0').filter(Boolean);
    const entries = lines.map((line) => {
        const [, mode, kind, sha, name] = /^(\d+) (\w+) (\w+)\t(.*)$/s.exec(line);
        return { name, oid: sha, mode: Number.parseInt(mode, 8), type: kind };
    });
    return { __typename: 'Tree', oid, entries };
}

function commentNodes(world, repository, issue) {
    return (range) =>
        connection(
            commentsOf(repository, issue).map((comment) => ({
                __typename: 'IssueComment',
                databaseId: comment.id,
                body: comment.body,
                author: actorNode(world, comment.user),
            })),
            range,
        );
}

function commitNode(world, repository, oid) {
    const commit = repository.git.commit(oid);
    return {
        tree: { __typename: 'Tree', oid: commit.tree },
        __typename: 'Commit',
        id: nodeId('Commit', oid),
        oid,
        url: `${pageUrl(world, repository)}/commit/${oid}`,
        message: commit.message,
        messageHeadline: commit.message.split('\n')[0],
        committedDate: commit.committer.date,
        checkSuites: suitesOf(world, repository, oid, refNode),
        signature: commit.verified
            ? { __typename: 'GpgSignature', isValid: true, state: 'VALID', wasSignedByGitHub: true }
            : null,
    };
}

function refNode(world, repository, name) {
    const oid = repository.git.ref(name);
    if (!oid) return null;
    return {
        __typename: 'Ref',
        id: nodeId('Ref', name),
        name: name.replace(/^refs\/(heads|tags)\//, ''),
        prefix: name.startsWith('refs/tags/') ? 'refs/tags/' : 'refs/heads/',
        target: commitNode(world, repository, oid),
    };
}

function pullNode(world, repository, issue) {
    return {
        __typename: 'PullRequest',
        id: nodeId('PullRequest', issue.id),
        number: issue.number,
        title: issue.title,
        isDraft: issue.pull.draft,
        state: issue.pull.mergedAt ? 'MERGED' : issue.state.toUpperCase(),
        url: `${pageUrl(world, repository)}/pull/${issue.number}`,
        headRefName: issue.pull.headRef,
        baseRefName: issue.pull.baseRef,
        headRefOid: issue.pull.headSha,
        baseRefOid: issue.pull.baseSha,
        body: issue.body ?? '',
        author: actorNode(world, issue.user),
        headRepository: issue.pull.headRepository
            ? { nameWithOwner: issue.pull.headRepository }
            : null,
        isCrossRepository: issue.pull.headRepository !== repository.fullName,
        potentialMergeCommit: issue.pull.mergeSha
            ? commitNode(world, repository, issue.pull.mergeSha)
            : null,
        labels: (range) =>
            connection(
                issue.labels.map((name) => ({ name })),
                range,
            ),
        comments: commentNodes(world, repository, issue),
        // Newest last; the head alone is told here.
        commits: () => ({
            nodes: [{ commit: commitNode(world, repository, issue.pull.headSha) }],
            totalCount: 1,
        }),
    };
}

function issueNode(world, repository, issue) {
    return {
        __typename: 'Issue',
        id: nodeId('Issue', issue.id),
        number: issue.number,
        title: issue.title,
        body: issue.body ?? '',
        labels: (range) =>
            connection(
                issue.labels.map((name) => ({ name })),
                range,
            ),
        comments: commentNodes(world, repository, issue),
    };
}

function repositoryNode(world, repository) {
    return {
        __typename: 'Repository',
        id: nodeId('Repository', repository.id),
        name: repository.name,
        nameWithOwner: repository.fullName,
        isPrivate: repository.private,
        url: pageUrl(world, repository),
        defaultBranchRef: refNode(world, repository, `refs/heads/${repository.defaultBranch}`),
        ref: ({ qualifiedName }) =>
            refNode(
                world,
                repository,
                qualifiedName.startsWith('refs/') ? qualifiedName : `refs/heads/${qualifiedName}`,
            ),
        object: ({ oid, expression }) => {
            if (expression) return objectNode(world, repository, expression);
            const sha = repository.git.findCommit(oid);
            return sha ? commitNode(world, repository, sha) : null;
        },
        pullRequests: ({ states, headRefName, first, orderBy }) => {
            const all = repository.issues.filter(
                (one) => one.pull && (!headRefName || one.pull.headRef === headRefName),
            );
            const nodes = all.map((one) => pullNode(world, repository, one));
            const wanted = nodes.filter((one) => !states || states.includes(one.state));
            if (orderBy?.direction === 'DESC') wanted.reverse();
            return connection(wanted, { first });
        },
        issueOrPullRequest: ({ number }) => {
            const issue = repository.issues.find((one) => one.number === number);
            if (!issue) return null;
            return issue.pull
                ? pullNode(world, repository, issue)
                : issueNode(world, repository, issue);
        },
        pullRequest: ({ number }) => {
            const issue = repository.issues.find((one) => one.pull && one.number === number);
            if (!issue)
                throw new QueryError(
                    'NOT_FOUND',
                    `Could not resolve to a PullRequest with the number of ${number}.`,
                );
            return pullNode(world, repository, issue);
        },
    };
}

function changedTree(repository, head, { additions = [], deletions = [] }) {
    const entries = additions.map(({ path: name, contents }) => ({
        path: name,
        mode: repository.git.entry(head, name)?.mode ?? '100644',
        sha: repository.git.writeObject('blob', Buffer.from(contents, 'base64')),
    }));
    return repository.git.writeTree(head, [
        ...entries,
        ...deletions.map(({ path: name }) => ({ path: name, mode: '100644', sha: null })),
    ]);
}

// https://docs.github.com/graphql/reference/mutations#createcommitonbranch
function createCommitOnBranch(
    call,
    { branch, message, fileChanges = {}, expectedHeadOid, clientMutationId },
) {
    const { world, token, actor } = call;
    const repository = world.repository(branch.repositoryNameWithOwner ?? world.home().fullName);
    need(call, repository, 'contents');
    const name = `refs/heads/${branch.branchName.replace(/^refs\/heads\//, '')}`;
    const head = repository.git.ref(name);
    if (!head)
        throw new QueryError(
            'NOT_FOUND',
            `Could not resolve to a Ref with the name ${branch.branchName}.`,
        );
    if (head !== expectedHeadOid) {
        throw new QueryError(
            'STALE_DATA',
            `Expected branch to point to "${expectedHeadOid}" but it did not. Pull and try again.`,
        );
    }
    const paths = [...(fileChanges.additions ?? []), ...(fileChanges.deletions ?? [])].map(
        (one) => one.path,
    );
    checkWorkflowFiles(token, paths);
    const oid = repository.git.writeCommit({
        tree: changedTree(repository, head, fileChanges),
        parents: [head],
        signed: true,
        ...defaultPeople(world, actor),
        message: message.headline + (message.body ? `\n\n${message.body}` : ''),
    });
    world.move(repository, name, oid, { actor });
    return {
        clientMutationId,
        commit: commitNode(world, repository, oid),
        ref: refNode(world, repository, name),
    };
}

function setDraft(call, { pullRequestId, clientMutationId }, draft) {
    for (const repository of call.world.repositories.values()) {
        const issue = repository.issues.find(
            (one) => one.pull && nodeId('PullRequest', one.id) === pullRequestId,
        );
        if (!issue) continue;
        need(call, repository, 'pull_requests');
        issue.pull.draft = draft;
        return { clientMutationId, pullRequest: pullNode(call.world, repository, issue) };
    }
    throw new QueryError(
        'NOT_FOUND',
        `Could not resolve to a node with the global id of '${pullRequestId}'.`,
    );
}

function rootOf(call) {
    const { world } = call;
    return {
        viewer: () => ({
            __typename: 'User',
            login: call.actor,
            id: nodeId('User', world.user(call.actor).id),
        }),
        repository: ({ owner, name }) => {
            const repository = world.repository(`${owner}/${name}`);
            const hidden =
                repository?.private && !call.token.repositories.includes(repository.fullName);
            if (!repository || hidden) {
                throw new QueryError(
                    'NOT_FOUND',
                    `Could not resolve to a Repository with the name '${owner}/${name}'.`,
                );
            }
            return repositoryNode(world, repository);
        },
        createCommitOnBranch: ({ input }) => createCommitOnBranch(call, input),
        updateRefs: ({ input }) => updateRefs(call, input),
        addReaction: ({ input }) => addReaction(call, input),
        convertPullRequestToDraft: ({ input }) => setDraft(call, input, true),
        markPullRequestReadyForReview: ({ input }) => setDraft(call, input, false),
    };
}

function written(error) {
    const type =
        error.originalError?.extensions?.type ??
        (error.originalError?.status ? 'FORBIDDEN' : undefined);
    return {
        ...(type ? { type } : {}),
        path: error.path,
        locations: error.locations,
        message: error.message,
    };
}

// { reply, problems }: a query that GitHub's schema refuses is a problem.
export async function graphqlReply(call) {
    const graphql = peer('graphql');
    const { query, variables, operationName } = call.body ?? {};
    if (!call.token)
        return {
            reply: new Reply(401, { message: 'This endpoint requires you to be authenticated.' }),
            problems: [],
        };
    let document;
    try {
        document = graphql.parse(query ?? '');
    } catch (error) {
        return {
            reply: new Reply(200, { errors: [{ message: error.message }] }),
            problems: [error.message],
        };
    }
    const wrong = graphql.validate(loadedSchema(), document);
    if (wrong.length) {
        const errors = wrong.map((error) => ({
            message: error.message,
            locations: error.locations,
        }));
        return { reply: new Reply(200, { errors }), problems: wrong.map((error) => error.message) };
    }
    const done = await graphql.execute({
        schema: loadedSchema(),
        document,
        rootValue: rootOf(call),
        contextValue: call,
        variableValues: variables,
        operationName,
    });
    const body = {
        data: done.data ?? null,
        ...(done.errors ? { errors: done.errors.map(written) } : {}),
    };
    const own = (done.errors ?? []).filter(
        (error) => !error.originalError?.extensions && !error.originalError?.status,
    );
    return {
        reply: new Reply(200, body),
        problems: own.map((error) => `graphql: ${error.message}`),
    };
}
