#!/bin/sh
# What the bakery's CI runs: format, lint, then the tests with exactly what is required.
set -e
black --check .
flake8 .
/usr/bin/python3 -m pip install --quiet --root-user-action=ignore --no-index --find-links wheels --target .deps -r requirements.txt
PYTHONPATH=.deps /usr/bin/python3 -m pytest -q -p no:cacheprovider tests
