exec black --check .
