// Who calls: a token of the scenario, an installation's token, or an App by its JSON Web Token.
import { createPublicKey, verify } from 'node:crypto';
import { ApiError } from './errors.mjs';

const refused = (message) => new ApiError(401, message);

function credential(header) {
    const [scheme, value] = (header ?? '').split(' ');
    if (!value) return undefined;
    if (scheme.toLowerCase() !== 'basic') return value;
    const [name, password] = Buffer.from(value, 'base64').toString().split(':');
    return password || name;
}

const decoded = (part) => JSON.parse(Buffer.from(part, 'base64url').toString());

function checkTimes(claims, seconds) {
    if (!Number.isInteger(claims.iat)) {
        throw refused(
            "'Issued at' claim ('iat') must be an Integer representing the time that " +
                'the assertion was issued',
        );
    }
    if (!Number.isInteger(claims.exp)) {
        throw refused(
            "'Expiration time' claim ('exp') must be a numeric value representing the " +
                'future time at which the assertion expires',
        );
    }
    if (claims.iat > seconds + 5) throw refused("'Issued at' claim ('iat') must be in the past");
    if (claims.exp <= seconds)
        throw refused("'Expiration time' claim ('exp') must be in the future");
    if (claims.exp > seconds + 605)
        throw refused("'Expiration time' claim ('exp') is too far in the future");
}

// The App whose key signed this JSON Web Token (RS256, RFC 7519).
export function appOf(world, jwt) {
    const parts = jwt.split('.');
    let header;
    let claims;
    try {
        [header, claims] = [decoded(parts[0]), decoded(parts[1])];
    } catch {
        throw refused('A JSON web token could not be decoded');
    }
    const app = world.apps.find((one) => String(one.id) === String(claims.iss));
    if (!app) throw refused('Integration not found');
    const signed =
        header.alg === 'RS256' &&
        verify(
            'RSA-SHA256',
            Buffer.from(`${parts[0]}.${parts[1]}`),
            createPublicKey(app.public_key),
            Buffer.from(parts[2] ?? '', 'base64url'),
        );
    if (!signed) throw refused('A JSON web token could not be decoded');
    checkTimes(claims, Math.floor(Date.now() / 1000));
    return app;
}

// { token } or { app }, or nothing for a call without credentials; a wrong one is refused.
export function authenticate(world, header) {
    const value = credential(header);
    if (value === undefined) return {};
    const token = world.tokens.get(value);
    if (token) {
        if (token.expires && Date.parse(token.expires) < Date.now())
            throw refused('Bad credentials');
        return { token };
    }
    if (value.split('.').length === 3) return { app: appOf(world, value) };
    throw refused('Bad credentials');
}
