#!/usr/bin/env bash
# Runs $MENDEL with the job's environment, as root where sudo asks nothing: only root can drop the
# groups of the runner's user, and these reach the Docker socket (see docs/sandbox.md).
set -euo pipefail
if [ "$(id -u)" != 0 ] && sudo -n true 2>/dev/null; then
    # sudo's own PATH would hide what setup-python and the like have brought.
    exec sudo -n --preserve-env env "PATH=$PATH" "$MENDEL" action
fi
exec "$MENDEL" action
