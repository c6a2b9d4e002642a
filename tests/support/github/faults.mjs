// Faults of a scenario: which request they strike, and what they do to the answer.
const METHODS = /^(GET|POST|PUT|PATCH|DELETE)$/;

function matches({ match = {} }, { method, path, operationId }) {
    if (match.method && !METHODS.test(match.method))
        throw new Error(`A fault's method is ${match.method}. Use capitals.`);
    return (
        (!match.method || match.method === method) &&
        (!match.path || new RegExp(match.path).test(path)) &&
        (!match.operation || match.operation === operationId)
    );
}

function strikes(fault) {
    if (fault.nth) return [fault.nth].flat().includes(fault.seen);
    if (fault.from || fault.to)
        return fault.seen >= (fault.from ?? 1) && fault.seen <= (fault.to ?? Infinity);
    return true;
}

// The fault that strikes this request, counting those that merely see it.
export function faultFor(faults, request) {
    let struck;
    for (const fault of faults) {
        if (!matches(fault, request)) continue;
        fault.seen += 1;
        if (!struck && strikes(fault)) struck = fault;
    }
    return struck;
}

export const wait = (milliseconds) =>
    new Promise((resolve) => {
        setTimeout(resolve, milliseconds);
    });
