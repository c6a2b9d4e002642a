"""The hooks through which pytest is taken over."""
import pytest

__all__ = ["pytest_load_initial_conftests", "pytest_cmdline_main", "pytest_collectreport",
           "pytest_runtestloop", "pytest_runtest_setup", "pytest_runtest_call",
           "pytest_runtest_teardown", "pytest_runtest_logreport"]
mode = None


def quieten(options):
    """No coverage and no workers of other plugins: they get into the way of ours."""
    for name, value in (("cov_source", []), ("no_cov", True), ("numprocesses", None),
                        ("dist", "no"), ("tx", []), ("distload", False)):
        if hasattr(options, name):
            setattr(options, name, value)


@pytest.hookimpl(hookwrapper=True)
def pytest_load_initial_conftests(early_config):
    quieten(early_config.known_args_namespace)
    yield


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config):
    quieten(config.option)
    from _pytest import nodes

    nodes.Node._repr_failure_py = lambda _self, failure, style=None: told(failure)
    return None


def told(failure):
    lines = str(failure.value).splitlines()
    return (failure.typename + ": " + (lines[0] if lines else ""))[:300]


def pytest_collectreport(report):
    if report.failed:
        mode.broken[report.nodeid] = str(report.longrepr)[:300]


class Tests:
    """The collected tests, by name, and what becomes of the one that runs."""

    def __init__(self, session):
        self.items = {}
        for item in session.items:
            self.items.setdefault(item.nodeid, item)
        self.names = list(self.items)
        self.outcome, self.reason = "passed", ""

    def run(self, name, following):
        """@return (outcome, reason)"""
        self.outcome, self.reason = "passed", ""
        item = self.items[name]
        after = self.items.get(following)
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
        return self.outcome, self.reason

    def run_anew(self, name):
        """As run(), with an object of the test's class that is new, and with fixtures that are."""
        for kept in ("_obj", "_instance"):
            self.items[name].__dict__.pop(kept, None)
        return self.run(name, None)

    def report(self, report):
        if report.failed:
            self.outcome = "failed"
            self.reason = self.reason or str(report.longrepr)[:300]
        elif report.skipped and self.outcome == "passed":
            self.outcome = "skipped"


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session):
    mode.tests = Tests(session)
    mode.run_tests()
    return True


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_logreport(report):
    mode.tests.report(report)


def _armed():
    mode.armed = True
    try:
        yield
    finally:
        mode.armed = False


@pytest.hookimpl(hookwrapper=True, tryfirst=True)
def pytest_runtest_setup():
    yield from _armed()


@pytest.hookimpl(hookwrapper=True, tryfirst=True)
def pytest_runtest_call():
    from _pytest.assertion import util

    util._reprcompare = None
    yield from _armed()


@pytest.hookimpl(hookwrapper=True, tryfirst=True)
def pytest_runtest_teardown():
    yield from _armed()
