// Refusals in GitHub's words and shape.
export class ApiError extends Error {
    constructor(status, message, { errors, headers, bare } = {}) {
        super(message);
        this.status = status;
        this.errors = errors;
        this.headers = headers ?? {};
        this.bare = bare ?? false;
    }

    body(documentation) {
        const result = { message: this.message, documentation_url: documentation };
        if (this.errors) result.errors = this.errors;
        if (!this.bare) result.status = String(this.status);
        return result;
    }
}

export const notFound = () => new ApiError(404, 'Not Found');
export const unprocessable = (message, errors) => new ApiError(422, message, { errors });
export const invalid = (resource, field, code, message) =>
    new ApiError(422, 'Validation Failed', {
        errors: [message ? { resource, field, code, message } : { resource, field, code }],
    });
export const forbidden = (message) => new ApiError(403, message);
export const noAccess = (token) =>
    forbidden(
        token?.bot
            ? 'Resource not accessible by integration'
            : 'Resource not accessible by personal access token',
    );
