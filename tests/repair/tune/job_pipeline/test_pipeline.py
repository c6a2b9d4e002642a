import asyncio

import pytest

from pipeline import StepFailed, process, run


async def double(value):
    await asyncio.sleep(0)
    return value * 2


STEPS = [("parse", int), ("double", double), ("text", str)]


def test_process():
    assert asyncio.run(process("4", STEPS)) == "8"


def test_run_keeps_order():
    assert run(["3", "1", "2"], STEPS) == ["6", "2", "4"]


def test_plain_functions_only():
    assert run([1, 2], [("inc", lambda v: v + 1)]) == [2, 3]


def test_failures_are_results():
    good, bad = run(["1", "x"], STEPS, width=1)
    assert good == "2"
    assert isinstance(bad, StepFailed) and bad.step == "parse"


def test_process_raises():
    with pytest.raises(StepFailed):
        asyncio.run(process("y", STEPS))
