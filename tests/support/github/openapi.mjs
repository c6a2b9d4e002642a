// GitHub's OpenAPI description: which operation a request is, and what its parts must look like.
import { readFileSync } from 'node:fs';
import { peerFile } from './peers.mjs';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
// Parameters that hold slashes on GitHub although the description does not say so.
const WITH_SLASHES = new Set([
    'git/get-ref',
    'git/list-matching-refs',
    'git/update-ref',
    'git/delete-ref',
    'repos/get-content',
    'repos/compare-commits-with-basehead',
    'repos/get-branch',
    'repos/get-commit',
    'checks/list-for-ref',
    'checks/list-suites-for-ref',
    'issues/remove-label',
    'issues/get-label',
]);

function pattern(path, operationId) {
    const parts = path.split('/').map((part) => {
        const names = [...part.matchAll(/\{(\w+)\}/g)].map((found) => found[1]);
        if (names.length === 0) return part.replace(/[.*+?^$()|[\]\\]/g, '\\$&');
        const loose = WITH_SLASHES.has(operationId) && !['owner', 'repo'].includes(names[0]);
        return part.replace(/\{(\w+)\}/g, `(?<$1>${loose ? '.+' : '[^/]+'})`);
    });
    return new RegExp(`^${parts.join('/')}$`);
}

function operationsOf(description) {
    const found = [];
    for (const [path, item] of Object.entries(description.paths)) {
        for (const method of METHODS.filter((name) => item[name])) {
            const operation = item[method];
            found.push({
                id: operation.operationId,
                method: method.toUpperCase(),
                path,
                pattern: pattern(path, operation.operationId),
                literals: path.split('/').filter((part) => !part.includes('{')).length,
                documentation: operation.externalDocs?.url ?? 'https://docs.github.com/rest',
                parameters: [...(item.parameters ?? []), ...(operation.parameters ?? [])],
                requestBody: operation.requestBody,
                responses: operation.responses,
            });
        }
    }
    return found.sort((a, b) => b.literals - a.literals);
}

const resolved = (description, part) => {
    if (!part?.$ref) return part;
    const names = part.$ref.slice(2).split('/');
    return resolved(
        description,
        names.reduce((at, name) => at[name], description),
    );
};

export class Description {
    constructor(file = peerFile('@octokit/openapi/generated/api.github.com.json')) {
        this.document = JSON.parse(readFileSync(file, 'utf8'));
        this.operations = operationsOf(this.document);
        this.byId = new Map(this.operations.map((operation) => [operation.id, operation]));
    }

    // The operation that a request is, with its decoded path parameters; undefined where none
    // is described.
    match(method, path) {
        for (const operation of this.operations) {
            if (operation.method !== method) continue;
            const found = operation.pattern.exec(path);
            if (found) {
                const params = Object.fromEntries(
                    Object.entries(found.groups ?? {}).map(([name, value]) => [
                        name,
                        decodeURIComponent(value),
                    ]),
                );
                return { operation, params };
            }
        }
        return undefined;
    }

    resolve(part) {
        return resolved(this.document, part);
    }
}
