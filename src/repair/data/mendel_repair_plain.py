"""unittest and plain scripts, taken over without a plugin."""
import builtins
import copy
import os
import sys
import types
import unittest

import mendel_repair_trace as trace


class Result(unittest.TestResult):
    """What became of the one test that runs."""

    def __init__(self):
        super().__init__()
        self.of_class = ("failed", "the fixture of the class failed")
        self.begin()

    def begin(self):
        self.outcome, self.reason, self.started = "passed", "", False

    def startTest(self, test):
        self.started = True

    def failed(self, error):
        self.outcome = "failed"
        self.reason = self.reason or trace.told(error[1])

    def addError(self, test, err):
        self.failed(err)
        if not self.started:
            self.of_class = ("failed", self.reason)

    def addFailure(self, test, err):
        self.failed(err)

    def addSubTest(self, test, subtest, err):
        if err is not None:
            self.failed(err)

    def addSkip(self, test, reason):
        if self.outcome == "passed":
            self.outcome = "skipped"
        if not self.started:
            self.of_class = ("skipped", reason)

    def addUnexpectedSuccess(self, test):
        self.outcome, self.reason = "failed", "unexpected success"


class Tests:
    """The loaded tests, by name."""

    def __init__(self, suite):
        self.items = {}
        self.gather(suite)
        self.names = list(self.items)
        self.result = Result()

    def gather(self, suite):
        if not isinstance(suite, unittest.TestSuite):
            name, count = suite.id(), 1
            while name in self.items:
                count += 1
                name = "%s (%d)" % (suite.id(), count)
            self.items[name] = suite
            return
        for test in suite:
            self.gather(test)

    def run_anew(self, name):
        """As run(), in an object of its own: nothing is left in the test for the next time."""
        return self.run(name, None, copy.copy(self.items[name]))

    def run(self, name, following, item=None):
        """@return (outcome, reason)"""
        result = self.result
        result.begin()
        suite = unittest.TestSuite([item or self.items[name]])
        result._testRunEntered = True  # leaves the last class set up for the next test
        suite.run(result)
        if not result.started:
            result.outcome, result.reason = result.of_class
        if following is None:
            suite._tearDownPreviousClass(None, result)
            suite._handleModuleTearDown(result)
        return result.outcome, result.reason


class Runner:
    """A test runner for unittest.main that hands the suite to the mode."""

    def __init__(self, mode):
        self.mode = mode

    def run(self, suite):
        self.mode.tests = Tests(suite)
        for name, test in self.mode.tests.items.items():
            if type(test).__name__ == "_FailedTest":
                self.mode.broken[name] = str(getattr(test, "_exception", "")).strip()[-300:]
        self.mode.run_tests()
        return self.mode.tests.result


def run_unittest(mode, arguments):
    sys.path.insert(0, os.getcwd())
    mode.armed = True
    unittest.main(module=None, argv=["python -m unittest"] + arguments, testRunner=Runner(mode),
                  exit=False)


class Script:
    """A plain script: one test, which passes where the script ends with status 0."""

    def __init__(self, mode, arguments):
        self.mode, self.arguments = mode, arguments
        self.names = [arguments[0]]

    def run(self, name, _following):
        """@return (outcome, reason)"""
        path = os.path.abspath(name)
        sys.argv = list(self.arguments)
        sys.path.insert(0, os.path.dirname(path))
        self.main = types.ModuleType("__main__")  # ours goes on living under its functions
        self.helper, sys.modules["__main__"] = sys.modules["__main__"], self.main
        space = self.main.__dict__
        space.update(__file__=path, __builtins__=builtins)
        try:
            exec(self.mode.script_code(path), space)
        except SystemExit as end:
            good = end.code in (None, 0)
            return ("passed", "") if good else ("failed", "exit status %s" % (end.code,))
        except BaseException as error:  # noqa: B902  (TooLong and KeyboardInterrupt are failures)
            return "failed", trace.told(error)
        return "passed", ""


def run_script(mode, arguments):
    mode.armed = True
    mode.tests = Script(mode, arguments)
    mode.run_tests()
