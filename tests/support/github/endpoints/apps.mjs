// Apps, their installations and tokens; users; the rate limit.
import { randomBytes } from 'node:crypto';
import { ApiError, notFound, unprocessable } from '../errors.mjs';
import { nestedRepository, userShape } from '../shapes.mjs';

const LEVELS = { read: 1, write: 2, admin: 3 };

function needApp({ app }) {
    if (!app) throw new ApiError(401, 'A JSON web token could not be decoded');
    return app;
}

function installationShape(world, app, installation) {
    const url = `${world.api}/app/installations/${installation.id}`;
    const account = userShape(world, world.ensureUser(installation.account).login);
    return {
        id: installation.id,
        account,
        access_tokens_url: `${url}/access_tokens`,
        repository_selection: 'selected',
        repositories_url: `${world.api}/installation/repositories`,
        html_url: `${world.api}/settings/installations/${installation.id}`,
        app_id: app.id,
        app_slug: app.slug,
        target_id: account.id,
        target_type: 'User',
        single_file_name: null,
        permissions: installation.permissions,
        events: [],
        created_at: world.clock.at('-30d'),
        updated_at: world.clock.at('-30d'),
        suspended_by: null,
        suspended_at: null,
    };
}

function repositoryInstallation(call) {
    const app = needApp(call);
    const found = app.installations.find((one) =>
        one.repositories.includes(call.repository?.fullName),
    );
    if (!found) throw notFound();
    return installationShape(call.world, app, found);
}

function tokenRepositories(installation, body) {
    const wanted = body?.repositories;
    if (!wanted) return installation.repositories;
    const found = installation.repositories.filter((name) => wanted.includes(name.split('/')[1]));
    if (found.length !== wanted.length) {
        throw unprocessable(
            'There is at least one repository that does not exist or is not accessible ' +
                'to the parent installation.',
        );
    }
    return found;
}

function tokenPermissions(installation, body) {
    const wanted = body?.permissions;
    if (!wanted) return installation.permissions;
    const more = Object.entries(wanted).some(
        ([name, level]) => LEVELS[level] > (LEVELS[installation.permissions[name]] ?? 0),
    );
    if (more)
        throw unprocessable('The permissions requested are not granted to this installation.');
    return { metadata: 'read', ...wanted };
}

function createToken(call) {
    const { world, params, body } = call;
    const app = needApp(call);
    const installation = app.installations.find((one) => one.id === Number(params.installation_id));
    if (!installation) throw notFound();
    const repositories = tokenRepositories(installation, body);
    const permissions = tokenPermissions(installation, body);
    const token = `ghs_${randomBytes(18).toString('hex')}`;
    const expires = new Date(Date.now() + 3600 * 1000).toISOString().replace(/\.\d+/, '');
    const login = world.ensureUser(`${app.slug}[bot]`).login;
    world.tokens.set(token, { token, permissions, login, bot: true, repositories, expires });
    return {
        token,
        expires_at: expires,
        permissions,
        repository_selection: 'selected',
        repositories: repositories.map((name) => nestedRepository(world, world.repository(name))),
    };
}

function currentUser({ world, token }) {
    if (!token) throw new ApiError(401, 'Requires authentication');
    // An installation has no user of its own.
    if (token.bot) throw new ApiError(403, 'Resource not accessible by integration');
    return publicUser(world, token.login);
}

function publicUser(world, login) {
    const nothing = ['bio', 'blog', 'company', 'email', 'hireable', 'location'];
    const zero = ['followers', 'following', 'public_gists', 'public_repos'];
    return {
        ...userShape(world, login),
        name: world.user(login).name,
        ...Object.fromEntries(nothing.map((name) => [name, null])),
        ...Object.fromEntries(zero.map((name) => [name, 0])),
        created_at: '2020-01-01T00:00:00Z',
        updated_at: '2020-01-01T00:00:00Z',
    };
}

export function rateOf(world) {
    const { limit, used } = world.rate;
    return {
        limit,
        used,
        remaining: Math.max(0, limit - used),
        reset: Math.floor(Date.now() / 1000) + 3600,
    };
}

function rateLimit({ world }) {
    const rate = rateOf(world);
    const other = { limit: 30, used: 0, remaining: 30, reset: rate.reset };
    return {
        resources: {
            core: rate,
            search: other,
            graphql: { ...other, limit: 1000, remaining: 1000 },
        },
        rate,
    };
}

export const appEndpoints = {
    'apps/list-installations': (call) =>
        call
            .page(needApp(call).installations)
            .map((one) => installationShape(call.world, call.app, one)),
    'apps/get-repo-installation': repositoryInstallation,
    'apps/create-installation-access-token': createToken,
    'users/get-authenticated': currentUser,
    'users/get-by-username': ({ world, params }) => {
        if (!world.user(params.username)) throw notFound();
        return publicUser(world, params.username);
    },
    'rate-limit/get': rateLimit,
};
