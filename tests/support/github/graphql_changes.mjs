// Mutations on refs and reactions.
import { checkProtected } from './endpoints/git_data.mjs';
import { QueryError, need } from './graphql_access.mjs';
import { nodeId } from './shapes.mjs';

const ZERO = '0'.repeat(40);

function repositoryOf(world, id) {
    for (const repository of world.repositories.values())
        if (nodeId('Repository', repository.id) === id) return repository;
    throw new QueryError('NOT_FOUND', `Could not resolve to a node with the global id of '${id}'.`);
}

const refuse = (message) => {
    throw new QueryError('UNPROCESSABLE', message);
};

function checkUpdate(repository, { name, beforeOid, afterOid, force }) {
    const before = repository.git.ref(name);
    if (!repository.git.validRefName(name) || name.startsWith('refs/pull/'))
        refuse(`${name} is not a ref that can be changed.`);
    if (beforeOid && beforeOid !== (before || ZERO))
        refuse(`Expected ${name} to point to ${beforeOid}, but it points to ${before || ZERO}.`);
    if (afterOid !== ZERO && !repository.git.type(afterOid)) refuse('Object does not exist');
    if (before && afterOid !== ZERO && !force && !repository.git.isAncestor(before, afterOid))
        refuse('Update is not a fast forward');
    checkProtected(repository, name);
}

// https://docs.github.com/graphql/reference/mutations#updaterefs: all of them, or none.
export function updateRefs(call, { repositoryId, refUpdates, clientMutationId }) {
    const { world, actor } = call;
    const repository = repositoryOf(world, repositoryId);
    need(call, repository, 'contents');
    for (const update of refUpdates) checkUpdate(repository, update);
    for (const { name, afterOid, force } of refUpdates)
        world.move(repository, name, afterOid === ZERO ? null : afterOid, {
            actor,
            forced: force ?? false,
        });
    return { clientMutationId };
}

// https://docs.github.com/graphql/reference/mutations#addreaction: the same one twice is one.
export function addReaction(call, { subjectId, content, clientMutationId }) {
    const { world, actor } = call;
    for (const repository of world.repositories.values()) {
        const comment = repository.comments.find(
            (one) => nodeId('IssueComment', one.id) === subjectId,
        );
        if (!comment) continue;
        need(call, repository, ['issues', 'pull_requests']);
        const made = {
            on: 'comment',
            target: comment.id,
            user: actor,
            content: content.toLowerCase(),
        };
        const known = repository.reactions.some((one) =>
            Object.entries(made).every(([key, value]) => one[key] === value),
        );
        if (!known)
            repository.reactions.push({
                id: world.nextId('reaction'),
                ...made,
                createdAt: world.clock.now(),
            });
        return { clientMutationId, reaction: { __typename: 'Reaction', content } };
    }
    throw new QueryError(
        'NOT_FOUND',
        `Could not resolve to a node with the global id of '${subjectId}'.`,
    );
}
