// Self tests of the stand-in for GitHub: node --test tests/support/github/selftest.mjs
// Each group of endpoints is driven with plain fetch, and no answer may differ from GitHub's own
// description; what peers serve or have recorded is compared with ours.
import './selftest_repositories.mjs';
import './selftest_pulls.mjs';
import './selftest_graphql.mjs';
import './selftest_services.mjs';
import './selftest_transport.mjs';
import './selftest_peers.mjs';
