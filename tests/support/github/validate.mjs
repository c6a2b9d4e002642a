// Requests and responses against the OpenAPI description, by ajv. Every difference is a sentence.
import { readFileSync } from 'node:fs';
import { peer } from './peers.mjs';

const Ajv = peer('ajv').default;
const addFormats = peer('ajv-formats').default;
// Where the description contradicts itself or GitHub; each with its reason.
const ERRORS = JSON.parse(
    readFileSync(new URL('description_errors.json', import.meta.url), 'utf8'),
).map((one) => ({ ...one, says: new RegExp(one.says) }));
const withoutErrors = (operation, problems) =>
    problems.filter(
        (found) => !ERRORS.some((one) => one.operation === operation.id && one.says.test(found)),
    );
const DROPPED = new Set([
    'example',
    'examples',
    'discriminator',
    'externalDocs',
    'xml',
    'deprecated',
    'readOnly',
    'writeOnly',
    'description',
    'title',
]);

// A schema of OpenAPI 3.0 as JSON Schema: `nullable` becomes a choice, references become absolute.
export function converted(schema, isMap = false) {
    if (Array.isArray(schema)) return schema.map((part) => converted(part));
    if (schema === null || typeof schema !== 'object') return schema;
    const result = {};
    for (const [key, value] of Object.entries(schema)) {
        if (!isMap && (DROPPED.has(key) || key.startsWith('x-') || key === 'nullable')) continue;
        if (!isMap && key === '$ref') result.$ref = `openapi${value}`;
        else if (!isMap && ['enum', 'default', 'required'].includes(key)) result[key] = value;
        else result[key] = converted(value, !isMap && key === 'properties');
    }
    return !isMap && schema.nullable === true ? { anyOf: [result, { type: 'null' }] } : result;
}

function sentence(error, where) {
    const extra = error.params?.additionalProperty ?? error.params?.allowedValues ?? '';
    return `${where}${error.instancePath} ${error.message}${extra ? ` (${extra})` : ''}`;
}

// A value of a query or path, as its schema would have it.
function coerced(text, schema) {
    const type = schema?.type;
    if (type === 'integer' && /^-?\d+$/.test(text)) return Number(text);
    if (type === 'number' && text !== '' && !Number.isNaN(Number(text))) return Number(text);
    if (type === 'boolean' && ['true', 'false'].includes(text)) return text === 'true';
    if (type === 'array') return text.split(',').map((part) => coerced(part, schema.items));
    if (schema?.oneOf && /^\d+$/.test(text) && schema.oneOf.some((one) => one.type === 'integer')) {
        return Number(text);
    }
    return text;
}

export class Validator {
    constructor(description) {
        this.description = description;
        this.ajv = new Ajv({
            strict: false,
            allErrors: true,
            logger: false,
            unicodeRegExp: false,
            formats: { 'repo.nwo': true, timestamp: true },
        });
        addFormats(this.ajv);
        const schemas = converted(description.document.components.schemas, true);
        this.ajv.addSchema({ $id: 'openapi', components: { schemas } }, 'openapi');
        this.compiled = new Map();
    }

    #check(key, schema, value, where) {
        if (!this.compiled.has(key)) this.compiled.set(key, this.ajv.compile(converted(schema)));
        const test = this.compiled.get(key);
        return test(value) ? [] : test.errors.slice(0, 8).map((error) => sentence(error, where));
    }

    // The names of members that a schema knows; null where it takes any.
    #members(schema) {
        const known = this.description.resolve(schema);
        if (!known || known.additionalProperties) return null;
        const parts = [...(known.allOf ?? []), ...(known.anyOf ?? []), ...(known.oneOf ?? [])];
        if (!known.properties && parts.length === 0) return null;
        const names = new Set(Object.keys(known.properties ?? {}));
        for (const part of parts) {
            const more = this.#members(part);
            if (more === null && !known.properties) return null;
            more?.forEach((name) => names.add(name));
        }
        return names;
    }

    #unknownMembers(schema, value, where) {
        if (Array.isArray(value)) {
            const items = this.description.resolve(schema)?.items;
            return items
                ? value
                      .slice(0, 3)
                      .flatMap((one, at) => this.#unknownMembers(items, one, `${where}/${at}`))
                : [];
        }
        if (value === null || typeof value !== 'object') return [];
        const known = this.#members(schema);
        return known === null
            ? []
            : Object.keys(value)
                  .filter((name) => !known.has(name))
                  .map((name) => `${where}/${name} is not in GitHub's description`);
    }

    #body(key, schema, value, where) {
        return [
            ...this.#check(key, schema, value, where),
            ...this.#unknownMembers(schema, value, where),
        ];
    }

    #parameters(operation, kind, given) {
        const problems = [];
        const known = operation.parameters
            .map((part) => this.description.resolve(part))
            .filter((part) => part.in === kind);
        for (const part of known) {
            const text = given[part.name];
            const schema = this.description.resolve(part.schema);
            if (text === undefined && part.required)
                problems.push(`${kind} ${part.name} is missing`);
            if (text === undefined) continue;
            problems.push(
                ...this.#check(
                    `${operation.id} ${kind} ${part.name}`,
                    part.schema,
                    coerced(text, schema),
                    `${kind} ${part.name}`,
                ),
            );
        }
        const names = new Set(known.map((part) => part.name));
        const strange = Object.keys(given).filter((name) => !names.has(name));
        return [
            ...problems,
            ...strange.map((name) => `${kind} ${name} is not in GitHub's description`),
        ];
    }

    // The problems of a request: { params, query, body } with body undefined where there was none.
    request(operation, asked) {
        return withoutErrors(operation, this.#request(operation, asked));
    }

    #request(operation, { params, query, body }) {
        const problems = [
            ...this.#parameters(operation, 'path', params),
            ...this.#parameters(operation, 'query', query),
        ];
        const wanted = this.description.resolve(operation.requestBody);
        const schema = wanted?.content?.['application/json']?.schema;
        if (body === undefined)
            return wanted?.required ? [...problems, 'the body is missing'] : problems;
        if (!schema) return [...problems, 'a body was sent where none is described'];
        return [...problems, ...this.#body(`${operation.id} request`, schema, body, 'body')];
    }

    // The problems of an answer; body undefined where it is not JSON.
    response(operation, status, body) {
        return withoutErrors(operation, this.#response(operation, status, body));
    }

    #response(operation, status, body) {
        const described = this.description.resolve(operation.responses[status]);
        const schema = described?.content?.['application/json']?.schema;
        if (!described) {
            const said = status >= 400 && typeof body?.message === 'string';
            return said || status === 304
                ? []
                : [`status ${status} is not described for ${operation.id}`];
        }
        if (body === undefined || !schema) return [];
        const where = `answer ${status}`;
        // Errors carry a `status` that the description knows in some places only.
        if (status >= 400) return this.#check(`${operation.id} ${status}`, schema, body, where);
        return this.#body(`${operation.id} ${status}`, schema, body, where);
    }
}
