// The one list of what the stand-in does, by the operation ids of GitHub's description.
import { actionEndpoints } from './endpoints/actions.mjs';
import { appEndpoints } from './endpoints/apps.mjs';
import { checkEndpoints } from './endpoints/checks.mjs';
import { gitEndpoints } from './endpoints/git_data.mjs';
import { issueEndpoints } from './endpoints/issues.mjs';
import { pullEndpoints } from './endpoints/pulls.mjs';
import { repositoryEndpoints } from './endpoints/repositories.mjs';
import { securityEndpoints } from './endpoints/security.mjs';

export const endpoints = {
    ...repositoryEndpoints,
    ...gitEndpoints,
    ...issueEndpoints,
    ...pullEndpoints,
    ...actionEndpoints,
    ...checkEndpoints,
    ...securityEndpoints,
    ...appEndpoints,
};
