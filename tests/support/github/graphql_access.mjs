// What GraphQL answers with where something is not there or not allowed.
import { noAccess } from './errors.mjs';

const LEVELS = ['none', 'read', 'write'];

export class QueryError extends Error {
    constructor(type, message) {
        super(message);
        this.extensions = { type };
    }
}

// Any of the permissions will do. What is public needs none to be read.
export function need({ token }, repository, permissions, level = 'write') {
    if (!repository) throw new QueryError('NOT_FOUND', 'Could not resolve to a Repository.');
    const holds = [permissions]
        .flat()
        .some(
            (name) => LEVELS.indexOf(token?.permissions[name] ?? 'none') >= LEVELS.indexOf(level),
        );
    if (!token?.repositories.includes(repository.fullName) || !holds)
        throw new QueryError('FORBIDDEN', noAccess(token).message);
}
